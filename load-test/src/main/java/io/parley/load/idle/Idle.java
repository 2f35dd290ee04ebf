package io.parley.load.idle;

import io.parley.load.conversation.Bystander;
import io.parley.load.conversation.Talking;
import io.parley.load.measure.Faults;
import io.parley.load.report.Cost;
import io.parley.load.report.Figure;
import io.parley.load.report.Result;
import io.parley.load.server.CpuMeter;
import io.parley.load.server.ServerMemory;
import io.parley.load.server.ServerProcesses;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import io.parley.load.wire.Wire;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Authenticated connections with an open stream that nothing comes on: what each of them costs the server. */
public final class Idle {
    /** Those that come first make the server load what it needs for any. */
    private static final int FIRST = 200;

    private static final Duration PREPARE = Duration.ofMinutes(10);
    private static final double KIB = 1024;
    private static final double NANOS = 1e9;

    private final IdleOptions idle;
    private final Map<String, Long> errors = new ConcurrentHashMap<>();
    private final Queue<Wire> wires = new ConcurrentLinkedQueue<>();

    public Idle(IdleOptions idle) {
        this.idle = idle;
    }

    public List<Result> run(Target target, LoadOptions options) throws IOException, InterruptedException {
        long unused = Talking.fill(target, options);
        int connections = idle.connections(options.factor());
        String run = Long.toHexString(new SecureRandom().nextLong());
        try (Users users = new Users(target.url(), run, options.threads())) {
            connect(users, 0, FIRST);
            List<Figure> figures = new ArrayList<>();
            ServerMemory before = memory(target.processes());
            long began = System.nanoTime();
            connect(users, FIRST, FIRST + connections);
            figures.add(new Figure("connected", connections * NANOS / (System.nanoTime() - began), "per s"));
            CpuMeter cpu = target.cpu();
            CpuMeter.Reading quiet = cpu.read();
            hold(Duration.ofSeconds(options.seconds()));
            Cost cost = Cost.between(quiet, cpu.read(), connections);
            ServerMemory after = memory(target.processes());
            if (before != null && after != null) {
                figures.add(each("heap", after.heapBytes() - before.heapBytes(), connections));
                figures.add(each("PSS", after.pssBytes() - before.pssBytes(), connections));
            }
            return List.of(result(connections, options, figures, cost));
        }
    }

    /** Nothing happens meanwhile, unless the server ends and all connections with it. */
    private void hold(Duration time) throws IOException {
        Boolean allGone = Mono.when(wires.stream().map(Wire::closed).toList())
                .thenReturn(true)
                .timeout(time, Mono.just(false))
                .block();
        if (Boolean.TRUE.equals(allGone)) {
            throw new IOException("no connection is left; has the server ended?");
        }
    }

    private static Figure each(String name, long bytes, int connections) {
        return new Figure(name, bytes / KIB / connections, "KiB per connection");
    }

    private static @Nullable ServerMemory memory(@Nullable ServerProcesses processes) throws IOException {
        return processes == null ? null : ServerMemory.of(processes);
    }

    private void connect(Users users, int from, int to) {
        Disposable progress = Flux.interval(Duration.ofSeconds(1))
                .onBackpressureDrop()
                .subscribe(second -> System.err.println((second + 1) + " s  connected " + wires.size()));
        try {
            Flux.range(from, to - from)
                    .flatMap(index -> users.connect("idle", index).flatMap(this::open), Users.AT_ONCE)
                    .blockLast(PREPARE);
        } finally {
            progress.dispose();
        }
    }

    private Mono<Void> open(Wire wire) {
        wires.add(wire);
        return Bystander.open(wire, cause -> errors.merge(cause, 1L, Long::sum));
    }

    private Result result(int connections, LoadOptions options, List<Figure> figures, Cost cost) {
        long lost = wires.stream().filter(wire -> !wire.connected()).count();
        figures.add(new Figure("server, all idle", cost.serverCores(), "cores"));
        return new Result(
                "idle, " + connections + " connections with open streams, " + options.seconds() + " s",
                options.factor(),
                List.of(),
                figures,
                new Faults(new TreeMap<>(errors), lost, 0, 0, 0, 0),
                null);
    }
}
