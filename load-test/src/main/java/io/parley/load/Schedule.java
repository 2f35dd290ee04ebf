package io.parley.load;

/**
 * When each message is due: an open loop that never waits for answers. Latency is measured from the due time, so a
 * server that stalls is charged for every message that should have been sent meanwhile (no coordinated omission).
 *
 * @param startNanos on the clock of {@link System#nanoTime()}
 * @param rate messages a second
 * @param warmup messages that are sent but not measured
 * @param total messages in all, those of the warm-up included
 */
record Schedule(long startNanos, double rate, long warmup, long total) {
    private static final double NANOS = 1e9;

    static Schedule of(long startNanos, double rate, int warmupSeconds, int seconds) {
        long warmup = Math.round(rate * warmupSeconds);
        return new Schedule(startNanos, rate, warmup, warmup + Math.round(rate * seconds));
    }

    long dueNanos(long number) {
        return startNanos + Math.round(number * (NANOS / rate));
    }

    boolean measured(long number) {
        return number >= warmup;
    }

    long measuredMessages() {
        return total - warmup;
    }
}
