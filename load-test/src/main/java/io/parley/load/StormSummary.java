package io.parley.load;

import java.io.PrintWriter;

/** Senders while all was calm and during the storm, and how the storm went. */
record StormSummary(Summary calm, Summary stormy, Storm.Report storm) {
    private static final double NANOS_A_MILLI = 1e6;
    private static final double P99 = 99;

    void print(PrintWriter out) {
        out.printf("%nBefore the storm");
        calm.print(out);
        out.printf("%nDuring the storm");
        stormy.print(out);
        out.printf(
                "%nAll %d devices were back after %.2f s (p50 %.2f s). The senders' p99 was %.2f times the calm one.%n",
                storm.caughtUp().getTotalCount(),
                storm.took().toMillis() / 1e3,
                storm.caughtUp().getValueAtPercentile(50) / NANOS_A_MILLI / 1e3,
                p99(stormy) / p99(calm));
        out.flush();
    }

    private static double p99(Summary summary) {
        return summary.ack().getValueAtPercentile(P99);
    }
}
