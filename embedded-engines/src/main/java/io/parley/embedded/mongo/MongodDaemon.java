package io.parley.embedded.mongo;

import io.parley.embedded.process.Command;
import io.parley.embedded.process.LogTail;
import io.parley.embedded.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The mongod process and the notes in the home by which a later start finds it. */
record MongodDaemon(Path program, Path directory) {
    static final String REPLICA_SET = "parley";
    private static final Duration STOP = Duration.ofSeconds(30);

    LogTail log() {
        return new LogTail(directory.resolve("mongod.log"));
    }

    Optional<Long> pid() {
        return Processes.pidIn(pidFile());
    }

    Optional<Integer> lastPort() {
        return Processes.pidIn(portFile()).map(Math::toIntExact);
    }

    /** Stops a server that outlived the program which started it; its command line names our data. */
    void stopOrphan(Consumer<String> progress) throws IOException {
        Optional<Long> orphan = pid().filter(this::isServing);
        if (orphan.isPresent()) {
            progress.accept("MongoDB: stopping process " + orphan.get() + ", left behind by an earlier run");
            Processes.stop(orphan.get(), STOP);
        }
        Files.deleteIfExists(pidFile());
    }

    /** Starts it as a daemon, in a session of its own, and returns when it takes connections or has failed. */
    Command.Result start(int port, Duration patience) throws IOException {
        Files.writeString(portFile(), port + "\n");
        return Command.run(command(port), patience);
    }

    boolean isRunning() {
        return pid().filter(this::isServing).isPresent();
    }

    void stop() {
        pid().filter(this::isServing).ifPresent(pid -> Processes.stop(pid, STOP));
    }

    private List<String> command(int port) {
        return List.of(
                program.toString(),
                "--replSet",
                REPLICA_SET,
                "--bind_ip",
                "127.0.0.1",
                "--port",
                "" + port,
                "--nounixsocket",
                "--dbpath",
                data().toString(),
                "--logpath",
                log().file().toString(),
                "--logappend",
                "--pidfilepath",
                pidFile().toString(),
                "--fork");
    }

    private boolean isServing(long pid) {
        return Processes.isRunning(pid)
                && Processes.commandLine(pid)
                        .filter(line -> line.contains(data().toString()))
                        .isPresent();
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path pidFile() {
        return directory.resolve("mongod.pid");
    }

    private Path portFile() {
        return directory.resolve("mongod.port");
    }
}
