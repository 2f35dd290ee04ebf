package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that a query sets to a text {@code _id}; a null bound is open. Other conditions beside them only narrow
 * what is found within.
 */
record IdRange(
        @Nullable String from,
        boolean fromInclusive,
        @Nullable String to,
        boolean toInclusive) {
    private static final Set<String> OPERATORS = Set.of("$gt", "$gte", "$lt", "$lte");
    static final IdRange ALL = new IdRange(null, false, null, false);

    /** Null where the query sets no bounds. */
    static @Nullable IdRange of(Document query) {
        IdRange range = ALL.narrowedBy(query);
        return range.equals(ALL) ? null : range;
    }

    boolean isEmpty() {
        return from != null && to != null && from.compareTo(to) > 0;
    }

    boolean endsBefore(IdRange next) {
        if (to == null || next.from == null) {
            return false;
        }
        int order = to.compareTo(next.from);
        return order < 0 || (order == 0 && !(toInclusive && next.fromInclusive));
    }

    /** Whether everything within is found by this query: it asks for nothing else, and only texts are within. */
    boolean isAllOf(Document query) {
        return from != null && to != null && setsBoundsOnly(query);
    }

    private static boolean setsBoundsOnly(Document query) {
        return query.entrySet().stream().allMatch(condition -> switch (condition.getKey()) {
            case "$and" ->
                condition.getValue() instanceof Collection<?> parts
                        && parts.stream().allMatch(part -> setsBoundsOnly((Document) part));
            case OrderedIndex.ID ->
                condition.getValue() instanceof Document bounds
                        && OPERATORS.containsAll(bounds.keySet())
                        && bounds.values().stream().allMatch(String.class::isInstance);
            default -> false;
        });
    }

    private IdRange narrowedBy(Document query) {
        IdRange range = this;
        for (Map.Entry<String, Object> condition : query.entrySet()) {
            if (condition.getKey().equals("$and") && condition.getValue() instanceof Collection<?> parts) {
                for (Object part : parts) {
                    range = range.narrowedBy((Document) part);
                }
            } else if (condition.getKey().equals(OrderedIndex.ID) && condition.getValue() instanceof Document bounds) {
                range = range.withBounds(bounds);
            }
        }
        return range;
    }

    private IdRange withBounds(Document bounds) {
        IdRange range = this;
        for (Map.Entry<String, Object> bound : bounds.entrySet()) {
            if (bound.getValue() instanceof String value) {
                range = range.withBound(bound.getKey(), value);
            }
        }
        return range;
    }

    private IdRange withBound(String operator, String value) {
        return switch (operator) {
            case "$gt", "$gte" ->
                isTighter(value, from, 1) ? new IdRange(value, operator.equals("$gte"), to, toInclusive) : this;
            case "$lt", "$lte" ->
                isTighter(value, to, -1) ? new IdRange(from, fromInclusive, value, operator.equals("$lte")) : this;
            default -> this;
        };
    }

    private static boolean isTighter(String value, @Nullable String bound, int direction) {
        return bound == null || Integer.signum(value.compareTo(bound)) == direction;
    }
}
