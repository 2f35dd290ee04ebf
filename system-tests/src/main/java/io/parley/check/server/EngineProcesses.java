package io.parley.check.server;

import io.parley.embedded.process.Processes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The engines that a standalone server started for itself, found by the notes in its home. */
public final class EngineProcesses {
    private final Path home;

    EngineProcesses(Path home) {
        this.home = home;
    }

    /** The postmaster and all that it forked; empty where none runs. */
    public List<Long> postgres() {
        List<Long> all = new ArrayList<>();
        postmaster().ifPresent(pid -> {
            all.add(pid);
            all.addAll(backends());
        });
        return all;
    }

    /** The processes that serve connections and do the postmaster's chores. */
    public List<Long> backends() {
        return postmaster()
                .flatMap(ProcessHandle::of)
                .map(it -> it.descendants()
                        .sorted(Comparator.comparingLong(ProcessHandle::pid))
                        .map(ProcessHandle::pid)
                        .toList())
                .orElse(List.of());
    }

    public List<Long> redis() {
        return running(home.resolve("redis/redis.pid"), "redis-server").stream().toList();
    }

    public Optional<Integer> redisPort() {
        return Processes.pidIn(home.resolve("redis/redis.port")).map(Math::toIntExact);
    }

    /** Empty where the views are not in a mongod of the server's own. */
    public List<Long> mongod() {
        return running(home.resolve("mongo/mongod.pid"), "mongod").stream().toList();
    }

    List<Long> all() {
        List<Long> all = new ArrayList<>(postgres());
        all.addAll(redis());
        all.addAll(mongod());
        return all;
    }

    private Optional<Long> postmaster() {
        return running(home.resolve("postgres/data/postmaster.pid"), "postgres");
    }

    /** A note may be older than its process; never signal a stranger that got its number. */
    private static Optional<Long> running(Path note, String program) {
        return Processes.pidIn(note)
                .filter(Processes::isRunning)
                .filter(pid -> Processes.commandLine(pid)
                        .filter(line -> line.contains(program))
                        .isPresent());
    }
}
