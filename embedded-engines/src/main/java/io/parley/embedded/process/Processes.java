package io.parley.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Processes of this machine by their id: which of them live, what they are, how they end. */
public final class Processes {
    /** A paused process hears nothing; it gets this long to be continued. */
    private static final Duration PAUSED = Duration.ofSeconds(2);

    private static final Duration KILLED = Duration.ofSeconds(5);

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
            if (staysPaused(pid) || !Poll.until(patience, () -> !isRunning(pid))) {
                kill(pid);
            }
        });
    }

    /** Ends the process at once (SIGKILL) and waits until it is gone. */
    public static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(handle -> {
            handle.destroyForcibly();
            Poll.until(KILLED, () -> !isRunning(pid));
        });
    }

    /** Whether the process is paused (SIGSTOP) and is not continued within a short while. Only Linux tells. */
    public static boolean staysPaused(long pid) {
        return isPaused(pid) && !Poll.until(PAUSED, () -> !isPaused(pid));
    }

    /** The processes that work in a directory and were started as the given program. Only Linux tells. */
    public static List<Long> workingIn(Path directory, String program) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            Path real = directory.toRealPath();
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (worksIn(process, real)
                        && commandLine(pid)
                                .filter(line -> line.contains(program))
                                .isPresent()) {
                    found.add(pid);
                }
            }
        } catch (IOException notLinux) {
            return found;
        }
        return found;
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

    private static boolean worksIn(Path process, Path directory) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(directory);
        } catch (IOException anothersOrGone) {
            return false;
        }
    }

    private static boolean isZombie(long pid) {
        return isInState(pid, 'Z');
    }

    private static boolean isPaused(long pid) {
        return isInState(pid, 'T');
    }

    private static boolean isInState(long pid, char state) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith(") " + state, stat.lastIndexOf(')'));
        } catch (IOException notLinux) {
            return false;
        }
    }
}
