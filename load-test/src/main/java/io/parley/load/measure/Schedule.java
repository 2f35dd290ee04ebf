package io.parley.load.measure;

import java.util.concurrent.locks.LockSupport;

/**
 * When each message is due: an open loop that never waits for answers. Latency is measured from the due time, so a
 * server that stalls is charged for every message that should have been sent meanwhile (no coordinated omission).
 *
 * @param beginNanos on the clock of {@link System#nanoTime()}
 * @param rate messages a second
 * @param warmup messages that are sent but not measured
 * @param total messages in all, those of the warm-up included
 */
public record Schedule(long beginNanos, double rate, long warmup, long total) implements Timing {
    private static final double NANOS = 1e9;

    public static Schedule of(long beginNanos, double rate, int warmupSeconds, int seconds) {
        long warmup = Math.round(rate * warmupSeconds);
        return new Schedule(beginNanos, rate, warmup, warmup + Math.round(rate * seconds));
    }

    @Override
    public long startNanos(long number) {
        return beginNanos + Math.round(number * (NANOS / rate));
    }

    @Override
    public boolean measured(long number) {
        return number >= warmup;
    }

    @Override
    public long measuredFrom() {
        return startNanos(warmup);
    }

    @Override
    public long sendingEnds() {
        return startNanos(total);
    }

    /** Returns when that message is due. */
    public void awaitDue(long number) {
        long due = startNanos(number);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** How many messages are due by then, at most all. */
    public long dueBy(long nanos) {
        long late = nanos - beginNanos;
        return late < 0 ? 0 : Math.min(total, (long) Math.floor(late / (NANOS / rate)) + 1);
    }
}
