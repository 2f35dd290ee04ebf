package io.parley.load.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a Java process holds.
 *
 * @param heapBytes objects that live after a full collection
 * @param pssBytes resident memory, shared pages by share
 */
public record ServerMemory(long heapBytes, long pssBytes) {
    private static final long KIB = 1024;
    private static final long PATIENCE_SECONDS = 60;

    /** Makes the process collect its garbage, and then looks. */
    public static ServerMemory of(ServerProcesses server) throws IOException {
        long heap = heapBytes(histogram(server.pid()));
        Path rollup = Path.of("/proc", Long.toString(server.pid()), "smaps_rollup");
        return new ServerMemory(heap, pssBytes(Files.readString(rollup)));
    }

    private static String histogram(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Path answer = Files.createTempFile("histogram", ".txt");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("jcmd " + pid + " GC.class_histogram did not answer");
            }
            return Files.readString(answer, StandardCharsets.UTF_8);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the heap was counted");
        } finally {
            Files.delete(answer);
        }
    }

    /** From the last line: {@code Total  instances  bytes}. */
    static long heapBytes(String histogram) throws IOException {
        return Stream.of(histogram.split("\n", -1))
                .filter(line -> line.startsWith("Total "))
                .map(line -> Long.valueOf(line.trim().split("\\s+", -1)[2]))
                .findFirst()
                .orElseThrow(
                        () -> new IOException("jcmd did not count the heap; a JDK is needed, and the server's user: "
                                + histogram.lines().limit(3).toList()));
    }

    static long pssBytes(String rollup) throws IOException {
        return Stream.of(rollup.split("\n", -1))
                .filter(line -> line.startsWith("Pss:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElseThrow(() -> new IOException("smaps_rollup has no Pss"));
    }
}
