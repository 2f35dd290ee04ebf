package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A collection that answers ranges of {@code _id} from its {@link OrderedIndex}. */
class OrderedCollection extends MemoryCollection {
    private static final Set<String> BY_ID = Set.of(OrderedIndex.ID);

    private boolean modifying;

    OrderedCollection(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
        super(database, name, options, cursors);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        OrderedIndex index = orderedIndex();
        IdRange range = index == null ? null : IdRange.of(query);
        if (index == null || range == null) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        if (orderBy == null || !orderBy.keySet().equals(BY_ID)) {
            return matchDocuments(query, index.range(range, false), orderBy, skip, limit, batchSize, fields);
        }
        // In the index's own order nothing is left to sort, and a limit ends the walk.
        boolean descending = orderBy.get(OrderedIndex.ID) instanceof Number order && order.intValue() < 0;
        return matchDocuments(query, index.range(range, descending), null, skip, limit, batchSize, fields);
    }

    /** Copies, because what is found is encoded outside the monitor, while updates change documents in place. */
    @Override
    public synchronized QueryResult handleQuery(QueryParameters query) {
        QueryResult found = super.handleQuery(query);
        if (modifying) {
            return found;
        }
        return new QueryResult(copies(found.collectDocuments()), found.getCursorId());
    }

    /** What this finds it changes, so that it must see the documents themselves. */
    @Override
    public synchronized Document findAndModify(Document query) {
        modifying = true;
        try {
            return super.findAndModify(query).cloneDeeply();
        } finally {
            modifying = false;
        }
    }

    @Override
    protected Cursor createCursor(List<Document> remaining) {
        return super.createCursor(copies(remaining));
    }

    private static List<Document> copies(Collection<Document> documents) {
        return documents.stream().map(Document::clone).toList();
    }

    private @Nullable OrderedIndex orderedIndex() {
        return getIndexes().stream()
                .filter(OrderedIndex.class::isInstance)
                .map(OrderedIndex.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Encodes each document twice per update to say in statistics how large the collection is. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }
}
