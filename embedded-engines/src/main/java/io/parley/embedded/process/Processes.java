package io.parley.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Processes of this machine by their id: which of them live, what they are, how they end. */
public final class Processes {
    private Processes() {}

    /** Whether the process runs; one that ended but was not yet collected by its parent does not. */
    public static boolean isRunning(long pid) {
        return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isZombie(pid);
    }

    /** The command line, arguments separated by spaces, where the system shows it. */
    public static Optional<String> commandLine(long pid) {
        Path linux = Path.of("/proc", Long.toString(pid), "cmdline");
        try {
            return Optional.of(Files.readString(linux, StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip());
        } catch (IOException notLinux) {
            return ProcessHandle.of(pid).flatMap(handle -> handle.info().commandLine());
        }
    }

    /** Asks the process to end (SIGTERM) and, when it has not after a while, ends it (SIGKILL). */
    public static void stop(long pid, Duration patience) {
        ProcessHandle.of(pid).ifPresent(handle -> {
            handle.destroy();
            if (!Poll.until(patience, () -> !isRunning(pid))) {
                handle.destroyForcibly();
                Poll.until(Duration.ofSeconds(5), () -> !isRunning(pid));
            }
        });
    }

    /** The process id that stands in the first line of a file. */
    public static Optional<Long> pidIn(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .findFirst()
                    .map(String::strip)
                    .map(Long::valueOf);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException notLinux) {
            return false;
        }
    }
}
