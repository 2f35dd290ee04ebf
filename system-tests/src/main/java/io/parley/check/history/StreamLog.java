package io.parley.check.history;

import java.util.List;
import java.util.Map;

/**
 * One stream of a device, or one answer to its long polling.
 *
 * @param number which of the device's streams it is
 * @param polled long polling has no {@code CAUGHT_UP}, so a gap may stand wherever it comes
 */
public record StreamLog(int number, boolean polled, Map<String, Long> cursors, List<Arrival> arrivals) {
    /** An envelope and when it came. */
    public record Arrival(long nanos, Envelope envelope) {}
}
