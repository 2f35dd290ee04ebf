package io.parley.load.wire;

import io.rsocket.Payload;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An open stream of envelopes, with all the demand there is. Used on its connection's thread. */
public abstract class EventStream implements CoreSubscriber<Payload> {
    protected static final String FROM_THE_START = "{}";

    private final Sinks.Empty<Void> live = Sinks.empty();

    /** Listens for good; done when what comes is live. */
    protected static Mono<Void> open(Wire wire, String request, Supplier<EventStream> stream) {
        return Mono.defer(() -> {
            EventStream opened = stream.get();
            wire.stream(Route.EVENTS, request.getBytes(StandardCharsets.US_ASCII), opened);
            return opened.live.asMono();
        });
    }

    /** A payload, which is released afterwards. */
    protected abstract void take(Payload payload);

    /** It breaks off, whoever is to blame. */
    protected abstract void broken(Throwable error);

    protected final void isLive() {
        live.tryEmitEmpty();
    }

    @Override
    public final void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public final void onNext(Payload payload) {
        try {
            take(payload);
        } finally {
            payload.release();
        }
    }

    @Override
    public final void onError(Throwable error) {
        live.tryEmitError(error);
        broken(error);
    }

    @Override
    public final void onComplete() {
        onError(new IllegalStateException("ended by the server"));
    }
}
