package io.parley.load.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where it was measured.
 *
 * @param load average over a minute before it began, -1 where the system does not say
 */
public record Machine(int cores, String processor, long memoryMiB, String system, String jdk, double load) {
    private static final long KIB_A_MIB = 1024;

    public static Machine look() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                line(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch")),
                Long.parseLong(line(Path.of("/proc/meminfo"), "MemTotal", "0").replaceAll("\\D", "")) / KIB_A_MIB,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String line(Path file, String name, String otherwise) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException notLinux) {
            return otherwise;
        }
    }
}
