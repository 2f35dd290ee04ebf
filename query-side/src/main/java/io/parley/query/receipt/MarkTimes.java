package io.parley.query.receipt;

import io.parley.engines.mongo.ViewSchema.Marks;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** When one member's marks first stood at or past a seq. READ implies DELIVERED. */
record MarkTimes(@Nullable Instant deliveredAt, @Nullable Instant readAt) {
    static final MarkTimes NONE = new MarkTimes(null, null);

    /** @param marks the member's marks in the bucket of {@code seq} */
    static MarkTimes of(Document marks, long seq) {
        Instant delivered = first(marks.get(Marks.DELIVERED, new Document()), seq);
        Instant read = first(marks.get(Marks.READ, new Document()), seq);
        return new MarkTimes(earlier(delivered, read), read);
    }

    private static @Nullable Instant first(Document marks, long seq) {
        Instant first = null;
        for (String upTo : marks.keySet()) {
            if (Long.parseLong(upTo) >= seq) {
                first = earlier(first, marks.get(upTo, Date.class).toInstant());
            }
        }
        return first;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
