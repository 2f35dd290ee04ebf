package io.parley.projection.view;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.parley.engines.mongo.ViewSchema;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a batch changes in one document. Only operators that give the same result however often and in
 * whatever order they come, so that events may be projected again at any time.
 */
public final class Upsert {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final String id;
    private final Document once = new Document();
    private final Document latest = new Document();
    private final Document earliest = new Document();

    Upsert(String id) {
        this.id = id;
    }

    /** A field that never changes once the document is there. */
    public Upsert once(String field, @Nullable Object value) {
        if (value != null) {
            once.append(field, value);
        }
        return this;
    }

    /** A field whose greatest value counts: a number, a time, or a sub-document that begins with its seq. */
    public Upsert latest(String field, Object value) {
        latest.merge(field, value, (one, other) -> BsonOrder.compare(one, other) >= 0 ? one : other);
        return this;
    }

    /** A time of which the earliest counts. */
    public Upsert earliest(String field, Instant value) {
        earliest.merge(field, value, (one, other) -> BsonOrder.compare(one, other) <= 0 ? one : other);
        return this;
    }

    /** One that never changes is inserted: where it is there already, that is refused, and it stays as it is. */
    WriteModel<Document> model() {
        if (latest.isEmpty() && earliest.isEmpty()) {
            Document document = new Document(ViewSchema.ID, id);
            document.putAll(once);
            return new InsertOneModel<>(document);
        }
        Document update = new Document();
        appendUnlessEmpty(update, "$setOnInsert", once);
        appendUnlessEmpty(update, "$max", latest);
        appendUnlessEmpty(update, "$min", earliest);
        return new UpdateOneModel<>(new Document(ViewSchema.ID, id), update, UPSERT);
    }

    private static void appendUnlessEmpty(Document update, String operator, Document fields) {
        if (!fields.isEmpty()) {
            update.append(operator, fields);
        }
    }
}
