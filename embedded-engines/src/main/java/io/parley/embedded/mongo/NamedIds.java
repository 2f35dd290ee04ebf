package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a query that names text {@code _id}s and asks for nothing else. The stock backend compares each document that
 * it finds with each of the ids once more.
 */
final class NamedIds {
    private static final String IN = "$in";

    private NamedIds() {}

    /** Null where the query is another one. */
    static @Nullable Set<String> of(Document query) {
        if (query.size() != 1) {
            return null;
        }
        Object condition = query.get(OrderedIndex.ID);
        if (condition instanceof String id) {
            return Set.of(id);
        }
        return condition instanceof Document operators
                        && operators.size() == 1
                        && operators.get(IN) instanceof Collection<?> ids
                ? texts(ids)
                : null;
    }

    private static @Nullable Set<String> texts(Collection<?> ids) {
        Set<String> texts = new LinkedHashSet<>();
        for (Object id : ids) {
            if (!(id instanceof String text)) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }
}
