package io.parley.projection.config;

import io.parley.engines.eventstore.ViewLag;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When a segment is next worked on. Axon would begin with the first event that it hands out, so that it and those behind
 * it cost a batch each. Where much happens, events are gathered for longer: several of one chat then change its documents
 * once. Who is behind does not wait at all.
 */
final class BatchPace {
    private static final long MOMENT_MILLIS = 2;
    private static final long GATHERING_MILLIS = 100;
    /** Where the next event comes within this after a batch, much happens. */
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Duration BEHIND = Duration.ofMillis(300);

    private final ViewLag lag;
    private volatile long lastEnd = System.nanoTime() - BUSY_NANOS;
    private volatile boolean behind;

    BatchPace(ViewLag lag) {
        this.lag = lag;
    }

    /** A batch of a segment was projected. */
    void worked(int segment, Instant lastEvent) {
        behind = lag.reached(segment, lastEvent).compareTo(BEHIND) > 0;
        lastEnd = System.nanoTime();
    }

    /** For how long the next batch is gathered, in milliseconds. */
    long delay() {
        if (behind) {
            return 0;
        }
        return System.nanoTime() - lastEnd < BUSY_NANOS ? GATHERING_MILLIS : MOMENT_MILLIS;
    }
}
