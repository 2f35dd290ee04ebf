package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in the index to look for what a query finds: one range, or one for each part of an {@code $or}.
 *
 * @param inOrder in order of {@code _id}, none overlapping another
 * @param exact whether all that is within is found, so that nothing has to be matched against the query
 */
record IdRanges(List<IdRange> inOrder, boolean exact) {
    private static final String OR = "$or";

    /** Null where the query does not tell. */
    static @Nullable IdRanges of(Document query) {
        if (query.size() == 1 && query.get(OR) instanceof Collection<?> parts) {
            return ofAny(parts);
        }
        IdRange range = IdRange.of(query);
        return range == null ? null : new IdRanges(List.of(range), range.isAllOf(query));
    }

    private static @Nullable IdRanges ofAny(Collection<?> parts) {
        List<IdRange> ranges = new ArrayList<>();
        boolean exact = true;
        for (Object part : parts) {
            IdRange range = IdRange.of((Document) part);
            if (range == null || range.from() == null) {
                return null;
            }
            exact &= range.isAllOf((Document) part);
            ranges.add(range);
        }
        ranges.sort(Comparator.comparing(IdRange::from));
        for (int i = 1; i < ranges.size(); i++) {
            if (!ranges.get(i - 1).endsBefore(ranges.get(i))) {
                return null;
            }
        }
        return new IdRanges(ranges, exact);
    }
}
