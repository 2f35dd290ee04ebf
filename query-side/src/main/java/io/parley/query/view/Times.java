package io.parley.query.view;

import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Times out of documents. */
public final class Times {
    private Times() {}

    public static Instant of(Document document, String field) {
        return document.getDate(field).toInstant();
    }

    public static @Nullable Instant orNull(Document document, String field) {
        return document.get(field) == null ? null : of(document, field);
    }
}
