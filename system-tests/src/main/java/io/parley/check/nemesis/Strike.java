package io.parley.check.nemesis;

import io.parley.check.server.EngineProcesses;
import io.parley.check.server.Line;
import io.parley.check.server.LineConnection;
import io.parley.check.server.ServerProcess;
import io.parley.check.server.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries faults out. Each returns when it is over, with what it hit; null where there was nothing to hit. */
final class Strike {
    private static final Duration REPLACEMENT = Duration.ofSeconds(30);
    /** What is down all the time can lose nothing. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(15);

    private static final long STEP = Duration.ofMillis(50).toNanos();

    /** What was done in the end: who finds the server down already cuts a few connections instead. */
    record Hit(FaultKind kind, String detail) {}

    private final Targets targets;
    private final ReentrantLock serverHands = new ReentrantLock();

    Strike(Targets targets) {
        this.targets = targets;
    }

    @Nullable
    Hit carryOut(Plan.Fault fault) {
        ServerProcess server = targets.server();
        EngineProcesses engines = server.engines();
        return switch (fault.kind()) {
            case SERVER_KILLED -> restart(fault, server::kill);
            case SERVER_STOPPED -> restart(fault, server::terminate);
            case SERVER_PAUSED -> pause(fault, server.processes());
            case POSTGRES_KILLED -> kill(fault, engines::postgres);
            case POSTGRES_BACKEND_KILLED -> killOne(fault, engines.backends());
            case POSTGRES_PAUSED -> pause(fault, engines.postgres());
            case REDIS_KILLED -> kill(fault, engines::redis);
            case REDIS_PAUSED -> pause(fault, engines.redis());
            case REDIS_WIPED -> RedisWipe.at(engines.redisPort()) ? new Hit(fault.kind(), "FLUSHALL") : null;
            case MONGOD_KILLED -> kill(fault, engines::mongod);
            case MONGOD_PAUSED -> pause(fault, engines.mongod());
            case MONGO_CUT, MONGO_STALLED -> mongo(fault);
            case SOCKETS_CUT, SOCKETS_STALLED, ALL_SOCKETS_CUT -> sockets(fault);
        };
    }

    /** Makes whole whatever a fault that was broken off may have left. */
    void heal() {
        Signals.resume(targets.server().processes());
        EngineProcesses engines = targets.server().engines();
        Signals.resume(engines.postgres());
        Signals.resume(engines.redis());
        Signals.resume(engines.mongod());
        targets.devices().stallAll(false);
        Line mongo = targets.mongo();
        if (mongo != null) {
            mongo.refuse(false);
            mongo.stallAll(false);
        }
    }

    private @Nullable Hit restart(Plan.Fault fault, Runnable end) {
        if (targets.server().age().compareTo(SHORTEST_LIFE) < 0 || !serverHands.tryLock()) {
            return sockets(fault);
        }
        try {
            targets.server().restart(end);
            targets.devices().leadTo(targets.server().port());
            return new Hit(fault.kind(), "and started again");
        } finally {
            serverHands.unlock();
        }
    }

    private static @Nullable Hit pause(Plan.Fault fault, List<Long> processes) {
        if (processes.isEmpty()) {
            return null;
        }
        Signals.pause(processes);
        try {
            rest(fault.lasts());
        } finally {
            Signals.resume(processes);
        }
        return new Hit(
                fault.kind(),
                processes.size() + " processes for " + fault.lasts().toMillis() + " ms");
    }

    /** Over when the program has replaced it; while the program itself starts, it has nobody to do so. */
    private @Nullable Hit kill(Plan.Fault fault, Supplier<List<Long>> engine) {
        if (!serverHands.tryLock()) {
            return sockets(fault);
        }
        try {
            List<Long> killed = engine.get();
            if (killed.isEmpty()) {
                return null;
            }
            Signals.kill(killed);
            long deadline = System.nanoTime() + REPLACEMENT.toNanos();
            while (System.nanoTime() - deadline < 0) {
                List<Long> now = new ArrayList<>(engine.get());
                if (!now.isEmpty() && !killed.contains(now.get(0))) {
                    return new Hit(fault.kind(), "process " + killed.get(0) + ", replaced by " + now.get(0));
                }
                LockSupport.parkNanos(STEP);
            }
            throw new IllegalStateException(
                    "the program did not replace processes " + killed + " within " + REPLACEMENT.toSeconds() + " s");
        } finally {
            serverHands.unlock();
        }
    }

    private static @Nullable Hit killOne(Plan.Fault fault, List<Long> processes) {
        if (processes.isEmpty()) {
            return null;
        }
        Long one = processes.get((int) (fault.pick() * processes.size()));
        Signals.kill(List.of(one));
        return new Hit(fault.kind(), "process " + one);
    }

    private @Nullable Hit mongo(Plan.Fault fault) {
        Line mongo = targets.mongo();
        if (mongo == null) {
            return null;
        }
        if (fault.kind() == FaultKind.MONGO_CUT) {
            mongo.refuse(true);
            mongo.cutAll();
            rest(fault.lasts());
            mongo.refuse(false);
        } else {
            mongo.stallAll(true);
            rest(fault.lasts());
            mongo.stallAll(false);
        }
        return new Hit(fault.kind(), "for " + fault.lasts().toMillis() + " ms");
    }

    private @Nullable Hit sockets(Plan.Fault fault) {
        List<LineConnection> hit = some(fault);
        if (fault.kind() == FaultKind.SOCKETS_STALLED) {
            hit.forEach(it -> it.stall(true));
            rest(fault.lasts());
            // Some links come back, others turn out to be dead.
            SplittableRandom random = new SplittableRandom((long) (fault.pick() * Long.MAX_VALUE));
            hit.forEach(it -> {
                if (random.nextBoolean()) {
                    it.stall(false);
                } else {
                    it.cut();
                }
            });
        } else {
            hit.forEach(LineConnection::cut);
        }
        FaultKind done = fault.kind().isOfSockets() ? fault.kind() : FaultKind.SOCKETS_CUT;
        return hit.isEmpty() ? null : new Hit(done, hit.size() + " connections");
    }

    private List<LineConnection> some(Plan.Fault fault) {
        List<LineConnection> all = targets.devices().connections();
        if (fault.kind() == FaultKind.ALL_SOCKETS_CUT) {
            return all;
        }
        SplittableRandom random = new SplittableRandom((long) (fault.pick() * Long.MAX_VALUE));
        int one = 1 + (int) (8 * fault.pick());
        return all.stream().filter(it -> random.nextInt(all.size()) < one).toList();
    }

    private static void rest(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(STEP);
        }
    }
}
