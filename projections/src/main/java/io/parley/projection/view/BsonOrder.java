package io.parley.projection.view;

import java.time.Instant;
import java.util.Iterator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The order in which MongoDB's {@code $max} and {@code $min} compare, for the few types that the views use. */
final class BsonOrder {
    private BsonOrder() {}

    static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        if (one instanceof Document left && other instanceof Document right) {
            return compareFields(left, right);
        }
        if (one instanceof Long left && other instanceof Long right) {
            return left.compareTo(right);
        }
        if (one instanceof Instant left && other instanceof Instant right) {
            return left.compareTo(right);
        }
        if (one instanceof String left && other instanceof String right) {
            return left.compareTo(right);
        }
        throw new IllegalArgumentException("No order between " + one.getClass() + " and " + other.getClass());
    }

    private static int compareFields(Document one, Document other) {
        Iterator<Object> others = other.values().iterator();
        for (Object value : one.values()) {
            int order = compare(value, others.next());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
