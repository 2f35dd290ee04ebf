package io.parley.embedded.watch;

import java.time.Duration;

/**
 * How often an engine is looked after.
 *
 * @param look between two looks at an engine that runs
 * @param first the pause after a start that failed, doubled with each further one
 * @param longest the longest of these pauses
 * @param settled an engine that ran for less than this has not recovered: the pauses go on growing
 * @param remind between two reminders of an engine that cannot be started
 */
record Rhythm(Duration look, Duration first, Duration longest, Duration settled, Duration remind) {
    static final Rhythm USUAL = new Rhythm(
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMinutes(1));
    private static final int DOUBLINGS = 20;

    /** None before the first start. */
    Duration pauseAfter(int failures) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
