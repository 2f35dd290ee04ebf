package io.parley.projection.view;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import org.bson.BsonDocumentWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a batch changes in one document. Only operators that give the same result however often and in
 * whatever order they come, so that events may be projected again at any time.
 */
public final class Upsert {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    /** Most changes use one or two of their operators. Nothing is added to it. */
    private static final Fields NONE = new Fields();

    private final String id;
    private Fields once = NONE;
    private Fields latest = NONE;
    private Fields earliest = NONE;

    Upsert(String id) {
        this.id = id;
    }

    /** A field that never changes once the document is there. */
    public Upsert once(String field, @Nullable Object value) {
        if (value != null) {
            once = begun(once);
            once.put(field, value);
        }
        return this;
    }

    /** A field whose greatest value counts: a number, a time, or a sub-document that begins with its seq. */
    public Upsert latest(String field, Object value) {
        latest = begun(latest);
        latest.greatest(field, value);
        return this;
    }

    /** A time of which the earliest counts. */
    public Upsert earliest(String field, Instant value) {
        earliest = begun(earliest);
        earliest.least(field, value);
        return this;
    }

    private static Fields begun(Fields fields) {
        return fields == NONE ? new Fields() : fields;
    }

    /** One that never changes is inserted: where it is there already, that is refused, and it stays as it is. */
    WriteModel<Upsert> model() {
        if (latest.isEmpty() && earliest.isEmpty()) {
            return new InsertOneModel<>(this);
        }
        return new UpdateOneModel<>(
                new BsonDocumentWrapper<>(this, UpsertCodec.SELECTOR),
                new BsonDocumentWrapper<>(this, UpsertCodec.OPERATORS),
                UPSERT);
    }

    String id() {
        return id;
    }

    Fields onceFields() {
        return once;
    }

    Fields latestFields() {
        return latest;
    }

    Fields earliestFields() {
        return earliest;
    }
}
