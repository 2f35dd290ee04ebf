package io.parley.load.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A standalone server on this machine: its Java process, and the engines whose notes lie in its home. */
public final class ServerProcesses {
    private static final List<String> NOTES =
            List.of("postgres/data/postmaster.pid", "redis/redis.pid", "mongo/mongod.pid");

    private final long pid;
    private final @Nullable Path home;

    /** The server with that process and, where it is known, that home. */
    public ServerProcesses(long pid, @Nullable Path home) {
        this.pid = pid;
        this.home = home;
    }

    /** The one with that process; its home is in its environment. */
    public static ServerProcesses of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        if (!Files.isReadable(process.resolve("environ"))) {
            throw new IOException("There is no process " + pid + " on this machine whose use can be read");
        }
        String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        Path home = Stream.of(environment.split("\0", -1))
                .filter(variable -> variable.startsWith("PARLEY_HOME="))
                .map(variable -> Path.of(variable.substring(variable.indexOf('=') + 1)))
                .findFirst()
                .orElse(Path.of("data"));
        return new ServerProcesses(pid, workingDirectory(process).resolve(home));
    }

    private static Path workingDirectory(Path process) throws IOException {
        return process.resolve("cwd").toRealPath();
    }

    public long pid() {
        return pid;
    }

    public @Nullable Path home() {
        return home;
    }

    /** What all its processes have used until now, in seconds. */
    public double cpuSeconds() {
        return ProcessTable.read().cpuSeconds(roots());
    }

    /** Its Java process and its engines; these need not be children of it. */
    List<Long> roots() {
        List<Long> roots = new ArrayList<>(List.of(pid));
        if (home != null) {
            NOTES.forEach(note -> pidIn(home.resolve(note)).ifPresent(roots::add));
        }
        return roots;
    }

    private static Optional<Long> pidIn(Path note) {
        try (Stream<String> lines = Files.lines(note)) {
            return lines.findFirst().map(line -> Long.valueOf(line.trim()));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** What the Java process was started with. */
    public List<String> commandLine() throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        return List.of(line.split("\0", 0));
    }
}
