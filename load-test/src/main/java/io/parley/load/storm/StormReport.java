package io.parley.load.storm;

import java.util.List;
import java.util.stream.Stream;

/**
 * How long the devices of a storm took, from its beginning.
 *
 * @param p50Millis half of them were caught up
 * @param lastMillis all were
 */
record StormReport(long devices, long p50Millis, long lastMillis) {
    /** One line, for the process that waits for it. */
    String text() {
        return devices + " " + p50Millis + " " + lastMillis;
    }

    /** The slower of two, in each of its times. */
    StormReport slower(StormReport other) {
        return new StormReport(devices, Math.max(p50Millis, other.p50Millis), Math.max(lastMillis, other.lastMillis));
    }

    static StormReport parsed(String text) {
        List<Long> numbers = Stream.of(text.split(" ", -1)).map(Long::valueOf).toList();
        return new StormReport(numbers.get(0), numbers.get(1), numbers.get(2));
    }
}
