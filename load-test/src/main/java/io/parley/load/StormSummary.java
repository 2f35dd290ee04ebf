package io.parley.load;

import java.io.PrintWriter;

/** Senders while all was calm and during the storm, and how the storm went. */
record StormSummary(Summary calm, Summary stormy, StormReport storm) {
    private static final double MILLIS_A_SECOND = 1e3;
    private static final double P99 = 99;

    void print(PrintWriter out) {
        out.printf("%nBefore the storm");
        calm.print(out);
        out.printf("%nDuring the storm");
        stormy.print(out);
        out.printf(
                "%nAll %d devices were back after %.2f s (p50 %.2f s). The senders' p99 was %.2f times the calm one.%n",
                storm.devices(),
                storm.lastMillis() / MILLIS_A_SECOND,
                storm.p50Millis() / MILLIS_A_SECOND,
                p99(stormy) / p99(calm));
        out.flush();
    }

    private static double p99(Summary summary) {
        return summary.ack().getValueAtPercentile(P99);
    }
}
