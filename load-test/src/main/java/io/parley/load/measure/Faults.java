package io.parley.load.measure;

import java.util.Map;
import java.util.TreeMap;

/**
 * What went wrong.
 *
 * @param errors how often, by cause
 * @param lost acknowledged, but not on all streams on which it should have come
 * @param misplaced in another chat than it was sent to, or promised a place that another message has
 * @param notOfThisRun messages of others that came in between; no fault
 */
public record Faults(
        Map<String, Long> errors, long lost, long repeated, long outOfOrder, long misplaced, long notOfThisRun) {
    public static final Faults NONE = new Faults(Map.of(), 0, 0, 0, 0, 0);

    public boolean none() {
        return errors.isEmpty() && lost == 0 && repeated == 0 && outOfOrder == 0 && misplaced == 0;
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    public Faults and(Faults other) {
        Map<String, Long> all = new TreeMap<>(errors);
        other.errors.forEach((cause, count) -> all.merge(cause, count, Long::sum));
        return new Faults(
                all,
                lost + other.lost,
                repeated + other.repeated,
                outOfOrder + other.outOfOrder,
                misplaced + other.misplaced,
                notOfThisRun + other.notOfThisRun);
    }
}
