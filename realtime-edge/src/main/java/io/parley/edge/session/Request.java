package io.parley.edge.session;

import io.parley.edge.wire.Encoded;
import io.parley.edge.wire.Format;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A request of a device as it came: whose it is, and bytes that are parsed in one place. */
public final class Request {
    private final Session session;
    private final byte[] body;

    Request(Session session, byte[] body) {
        this.session = session;
        this.body = body;
    }

    public Session session() {
        return session;
    }

    /** @param handler its answer is encoded, unless it is {@link Encoded} already */
    public <T, A> Mono<byte[]> answer(Class<T> type, Function<T, Mono<A>> handler) {
        Format format = session.format();
        return Mono.defer(() -> handler.apply(format.read(body, type)))
                // Who answers stores events or reads views for all: encoding and writing are the connection's own.
                .publishOn(Schedulers.fromExecutor(session.outlet().loop()))
                .map(answer -> answer instanceof Encoded encoded ? encoded.as(format) : format.write(answer));
    }

    /** For streams, whose envelopes are encoded already. */
    public <T> Flux<byte[]> stream(Class<T> type, Function<T, Flux<byte[]>> handler) {
        return Flux.defer(() -> handler.apply(session.format().read(body, type)));
    }
}
