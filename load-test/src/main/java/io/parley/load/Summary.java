package io.parley.load;

import java.io.PrintWriter;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The result, and how it is printed. */
record Summary(
        double acceptedPerSecond,
        double deliveredPerSecond,
        Histogram ack,
        Histogram delivery,
        Map<String, Long> errors,
        long lost,
        long repeated,
        long outOfOrder,
        long notOfThisRun) {
    private static final double NANOS_A_MILLI = 1e6;
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;

    boolean faultless() {
        return errors.isEmpty() && lost == 0 && repeated == 0 && outOfOrder == 0;
    }

    void print(PrintWriter out) {
        out.println();
        out.printf("%-16s %10s %10s %10s %10s %10s%n", "", "per s", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        row(out, "accepted (ACK)", acceptedPerSecond, ack);
        row(out, "delivered", deliveredPerSecond, delivery);
        out.println();
        long failures = errors.values().stream().mapToLong(Long::longValue).sum();
        out.printf("errors %d, lost %d, repeated %d, out of order %d%n", failures, lost, repeated, outOfOrder);
        errors.forEach((cause, count) -> out.printf("  %6d  %s%n", count, cause));
        if (notOfThisRun > 0) {
            out.printf("(%d messages of other runs came in between)%n", notOfThisRun);
        }
        out.flush();
    }

    private static void row(PrintWriter out, String name, double perSecond, Histogram latency) {
        out.printf(
                "%-16s %10.1f %10.2f %10.2f %10.2f %10.2f%n",
                name,
                perSecond,
                millis(latency, P50),
                millis(latency, P99),
                millis(latency, P999),
                latency.getMaxValue() / NANOS_A_MILLI);
    }

    private static double millis(Histogram latency, double percentile) {
        return latency.getValueAtPercentile(percentile) / NANOS_A_MILLI;
    }
}
