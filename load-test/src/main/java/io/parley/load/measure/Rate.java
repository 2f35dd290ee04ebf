package io.parley.load.measure;

import org.HdrHistogram.Histogram;

/** How often something was done in a second, and how long it took, in nanoseconds. */
public record Rate(String name, double perSecond, Histogram latency) {
    private static final double NANOS_A_MILLI = 1e6;

    public double millisAt(double percentile) {
        return latency.getValueAtPercentile(percentile) / NANOS_A_MILLI;
    }

    public double maxMillis() {
        return latency.getMaxValue() / NANOS_A_MILLI;
    }
}
