package io.parley.load.server;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** CPU of the server, where its processes are known, and of this program. */
public final class CpuMeter {
    private final @Nullable ServerProcesses server;

    public CpuMeter(@Nullable ServerProcesses server) {
        this.server = server;
    }

    /**
     * At one moment.
     *
     * @param server NaN where its processes are not known
     */
    public record Reading(long nanos, double server, double generator) {}

    public Reading read() {
        double servers = server == null || !ProcessTable.isThere() ? Double.NaN : server.cpuSeconds();
        return new Reading(System.nanoTime(), servers, generator());
    }

    private static double generator() {
        Duration used = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / (double) Duration.ofSeconds(1).toNanos()
                : used.toMillis() / (double) Duration.ofSeconds(1).toMillis();
    }
}
