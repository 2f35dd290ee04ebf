package io.parley.embedded.postgres;

import io.parley.embedded.StartRefused;
import io.parley.embedded.process.Command;
import io.parley.embedded.process.LogTail;
import io.parley.embedded.process.Poll;
import io.parley.embedded.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The server process on one data directory, ours or one that an earlier run left behind. */
final class Postmaster {
    private static final Duration FAST = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);
    private static final Duration BACKENDS = Duration.ofSeconds(1);
    private static final int STATUS_LINE = 7;

    private final PostgresTools tools;
    private final Path data;
    private final Path pidFile;
    private final LogTail log;

    Postmaster(PostgresTools tools, Path data, LogTail log) {
        this.tools = tools;
        this.data = data;
        this.pidFile = data.resolve("postmaster.pid");
        this.log = log;
    }

    LogTail log() {
        return log;
    }

    /** Through pg_ctl, which gives the server a session of its own: Ctrl-C in our terminal must not reach it. */
    Command.Result start(int port, Duration patience) {
        return tools.run(
                patience.plusSeconds(5),
                "pg_ctl",
                List.of(
                        "-D",
                        data.toString(),
                        "-l",
                        log.file().toString(),
                        "-o",
                        ServerOptions.forPort(port),
                        "-w",
                        "-t",
                        "" + patience.toSeconds(),
                        "start"));
    }

    boolean isRunning() {
        return Processes.pidIn(pidFile).filter(this::isServing).isPresent();
    }

    /** Whether it takes connections: after a crash it first repeats what its log has. */
    boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return isRunning()
                    && lines.size() > STATUS_LINE
                    && lines.get(STATUS_LINE).startsWith("ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Stops a server that outlived the program which started it; the caller holds the home, so nobody else uses it. */
    void stopOrphan(Consumer<String> progress) {
        Optional<Long> pid = Processes.pidIn(pidFile);
        if (pid.filter(this::isServing).isPresent()) {
            progress.accept("PostgreSQL: stopping process " + pid.get() + ", left behind by an earlier run");
            stop();
        }
        clearAway();
    }

    /** Removes what keeps a dead server from being started again: backends that outlive it, and its stale pid file. */
    void clearAway() {
        if (!Poll.until(BACKENDS, () -> backends().isEmpty())) {
            backends().forEach(Processes::kill);
        }
        if (Processes.pidIn(pidFile).filter(Postmaster::isCertainlyAnother).isPresent()) {
            deletePidFile();
        }
    }

    /** Ends sessions and stops; where that takes too long, stops as in a crash, which loses nothing committed. */
    void stop() {
        if (isPaused() || !(ended(FAST, "fast") || ended(IMMEDIATE, "immediate"))) {
            Processes.pidIn(pidFile).filter(this::isServing).ifPresent(Processes::kill);
        }
        clearAway();
        if (isRunning()) {
            throw new StartRefused("PostgreSQL on " + data + " (process "
                    + Processes.pidIn(pidFile).map(String::valueOf).orElse("unknown")
                    + ") does not stop; end that process by hand and start again.");
        }
    }

    private boolean isPaused() {
        return Processes.pidIn(pidFile)
                .filter(this::isServing)
                .filter(Processes::staysPaused)
                .isPresent();
    }

    private boolean ended(Duration patience, String mode) {
        Optional<Long> pid = Processes.pidIn(pidFile);
        Command.Result result = tools.run(
                patience.plusSeconds(5),
                "pg_ctl",
                List.of("-D", data.toString(), "-m", mode, "-w", "-t", "" + patience.toSeconds(), "stop"));
        return result.succeeded()
                || Poll.until(
                        Duration.ofSeconds(1),
                        () -> pid.filter(Processes::isRunning).isEmpty());
    }

    private boolean isServing(long pid) {
        return Processes.isRunning(pid)
                && Processes.commandLine(pid)
                        .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                        .isPresent();
    }

    /**
     * After a reboot the id in the file may belong to any program, and PostgreSQL would then refuse to start. Only a
     * process that is no PostgreSQL at all counts: without its pid file a running server is not protected.
     */
    private static boolean isCertainlyAnother(long pid) {
        return !Processes.isRunning(pid)
                || Processes.commandLine(pid)
                        .filter(line -> !line.isEmpty() && !line.contains("postgres"))
                        .isPresent();
    }

    /** Processes that work in the data directory and are not the server itself, nor what a running one has. */
    private List<Long> backends() {
        return isRunning() ? List.of() : Processes.workingIn(data, "postgres");
    }

    private void deletePidFile() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
