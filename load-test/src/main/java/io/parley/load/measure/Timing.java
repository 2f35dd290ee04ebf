package io.parley.load.measure;

/** From when on a message's latency counts, on the clock of {@link System#nanoTime()}. */
public interface Timing {
    long startNanos(long number);

    /** Whether it belongs to the measured part, not to the warm-up. */
    boolean measured(long number);

    /** When the measured part begins. */
    long measuredFrom();

    /** When sending ends, unless it is enough before. */
    long sendingEnds();
}
