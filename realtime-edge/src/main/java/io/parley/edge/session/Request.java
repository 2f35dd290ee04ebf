package io.parley.edge.session;

import io.parley.edge.wire.Format;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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

    public <T, A> Mono<DataBuffer> answer(Class<T> type, Function<T, Mono<A>> handler) {
        Format format = session.format();
        return Mono.defer(() -> handler.apply(format.read(body, type))).map(answer -> wrap(format.write(answer)));
    }

    /** For streams, whose envelopes are encoded already. */
    public <T> Flux<DataBuffer> stream(Class<T> type, Function<T, Flux<byte[]>> handler) {
        return Flux.defer(() -> handler.apply(session.format().read(body, type)))
                .map(Request::wrap);
    }

    private static DataBuffer wrap(byte[] bytes) {
        return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
    }
}
