package io.parley.load.floor;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what is done within a span of time, and how long each took; not what is done before it, to get warm. */
final class Meter {
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MILLI = 1e6;
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final double P50 = 50;
    private static final double P99 = 99;

    private final long fromNanos;
    private final long nanos;
    private final LongAdder done = new LongAdder();
    private final Histogram waits = new ConcurrentHistogram(LONGEST, 3);

    Meter(Duration warmUp, Duration time) {
        this.fromNanos = System.nanoTime() + warmUp.toNanos();
        this.nanos = time.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - fromNanos >= nanos;
    }

    /**
     * Something has just been done.
     *
     * @param sinceNanos when it was due or begun
     * @param count how many it counts for
     */
    void done(long sinceNanos, int count) {
        long now = System.nanoTime();
        if (now - fromNanos >= 0 && now - fromNanos < nanos) {
            done.add(count);
            waits.recordValue(Math.min(now - sinceNanos, LONGEST));
        }
    }

    Floor floor(String name) {
        return new Floor(
                name,
                done.sum() * NANOS_A_SECOND / nanos,
                waits.getValueAtPercentile(P50) / NANOS_A_MILLI,
                waits.getValueAtPercentile(P99) / NANOS_A_MILLI);
    }
}
