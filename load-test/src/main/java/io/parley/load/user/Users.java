package io.parley.load.user;

import io.parley.client.DevTokens;
import io.parley.client.Endpoints;
import io.parley.load.wire.EventLoop;
import io.parley.load.wire.Wire;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The users of one run, named after it, each with one device. */
public final class Users implements AutoCloseable {
    /** As many as may connect at once, so that a server is filled and not stormed. */
    public static final int AT_ONCE = 16;

    private final URI devices;
    private final DevTokens tokens;
    private final String run;
    private final List<EventLoop> loops;
    private final Queue<Wire> connected = new ConcurrentLinkedQueue<>();

    public Users(URI server, String run, int threads) {
        this.devices = Endpoints.devices(server);
        this.tokens = new DevTokens(server);
        this.run = run;
        this.loops = Stream.generate(EventLoop::new).limit(threads).toList();
    }

    public String id(String role, int index) {
        return "load-" + run + "-" + role + "-" + index;
    }

    public List<String> ids(String role, int from, int to) {
        return IntStream.range(from, to).mapToObj(index -> id(role, index)).toList();
    }

    public Mono<String> token(String role, int index) {
        return Mono.fromCallable(() -> tokens.of(id(role, index))).subscribeOn(Schedulers.boundedElastic());
    }

    /** Connects that user's device; closed with this. */
    public Mono<Wire> connect(String role, int index) {
        return token(role, index).flatMap(token -> connectWith(token, index));
    }

    /** Connects those users' devices, in that order. */
    public Mono<List<Wire>> connect(String role, int from, int to) {
        return Flux.range(from, to - from)
                .flatMapSequential(index -> connect(role, index), AT_ONCE)
                .collectList();
    }

    /** The same for one who has a token. */
    public Mono<Wire> connectWith(String token, int index) {
        EventLoop loop = loops.get(index % loops.size());
        return Wire.connect(loop, devices, token, "load").doOnNext(connected::add);
    }

    @Override
    public void close() {
        connected.forEach(Wire::close);
        loops.forEach(EventLoop::close);
    }
}
