package io.parley.load.measure;

import org.HdrHistogram.Histogram;

/** How often something was done in a second, and how long it took, in nanoseconds. */
public record Rate(String name, double perSecond, Histogram latency) {
    private static final double NANOS_A_MILLI = 1e6;

    public double millisAt(double percentile) {
        return latency.getValueAtPercentile(percentile) / NANOS_A_MILLI;
    }

    /** Both together, as if one had followed the other. */
    public Rate and(Rate other) {
        Histogram both = latency.copy();
        both.add(other.latency);
        double seconds = seconds() + other.seconds();
        return new Rate(name, seconds == 0 ? 0 : both.getTotalCount() / seconds, both);
    }

    private double seconds() {
        return perSecond == 0 ? 0 : latency.getTotalCount() / perSecond;
    }

    public double maxMillis() {
        return latency.getMaxValue() / NANOS_A_MILLI;
    }
}
