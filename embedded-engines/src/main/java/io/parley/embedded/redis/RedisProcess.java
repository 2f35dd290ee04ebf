package io.parley.embedded.redis;

import io.parley.embedded.process.Command;
import io.parley.embedded.process.LogTail;
import io.parley.embedded.process.Poll;
import io.parley.embedded.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The server process and the notes in the home by which a later start finds it. */
record RedisProcess(Path directory) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    LogTail log() {
        return new LogTail(directory.resolve("redis.log"));
    }

    /** Stops a server that outlived the program which started it. Redis shows its port in its command line. */
    void stopOrphan(Consumer<String> progress) throws IOException {
        Optional<Long> orphan = pid();
        if (orphan.isPresent()) {
            progress.accept("Redis: stopping process " + orphan.get() + ", left behind by an earlier run");
            Processes.stop(orphan.get(), PATIENCE);
        }
        Files.deleteIfExists(pidFile());
    }

    /** Starts it as a daemon: in a session of its own, where Ctrl-C in our terminal does not reach it. */
    boolean start(Path binary, int port) throws IOException {
        Files.writeString(portFile(), port + "\n");
        long logged = log().length();
        Command.Result result = Command.run(command(binary, port), PATIENCE);
        return result.succeeded()
                && Poll.until(PATIENCE, () -> hasFailed(port, logged) || answers(port))
                && answers(port);
    }

    void stop() {
        pid().ifPresent(pid -> Processes.stop(pid, PATIENCE));
    }

    /** The process of ours that runs, if it does: the id in the file may meanwhile be another program's. */
    Optional<Long> pid() {
        Optional<Long> port = Processes.pidIn(portFile());
        return Processes.pidIn(pidFile()).filter(pid -> port.isPresent() && isOurs(pid, port.get()));
    }

    private List<String> command(Path binary, int port) {
        return List.of(
                binary.toString(),
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--daemonize",
                "yes",
                "--pidfile",
                pidFile().toString(),
                "--logfile",
                log().file().toString(),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "no");
    }

    private boolean answers(int port) {
        return Processes.pidIn(pidFile()).equals(RedisProbe.processAt(port))
                && Processes.pidIn(pidFile()).isPresent();
    }

    private boolean hasFailed(int port, long logged) {
        return log().since(logged).contains("Failed listening on port " + port);
    }

    private static boolean isOurs(long pid, long port) {
        return Processes.isRunning(pid)
                && Processes.commandLine(pid)
                        .filter(line -> line.contains("redis-server") && line.contains(":" + port))
                        .isPresent();
    }

    private Path pidFile() {
        return directory.resolve("redis.pid");
    }

    private Path portFile() {
        return directory.resolve("redis.port");
    }
}
