package io.parley.load.conversation;

import io.parley.load.wire.EnvelopeScanner;
import io.parley.load.wire.Refused;
import io.parley.load.wire.Route;
import io.parley.load.wire.Wire;
import io.rsocket.Payload;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An open stream of which nothing is counted: a device that is just there. */
public final class Bystander implements CoreSubscriber<Payload> {
    private static final byte[] FROM_THE_START = "{}".getBytes(StandardCharsets.US_ASCII);

    private final Consumer<String> failed;
    private final Sinks.Empty<Void> live = Sinks.empty();
    private boolean caughtUp;

    private Bystander(Consumer<String> failed) {
        this.failed = failed;
    }

    /** Done when what comes is live. */
    public static Mono<Void> open(Wire wire, Consumer<String> failed) {
        return Mono.defer(() -> {
            Bystander bystander = new Bystander(failed);
            wire.stream(Route.EVENTS, FROM_THE_START, bystander);
            return bystander.live.asMono();
        });
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Payload payload) {
        try {
            if (!caughtUp && new EnvelopeScanner().scan(payload).isCaughtUp()) {
                caughtUp = true;
                live.tryEmitEmpty();
            }
        } finally {
            payload.release();
        }
    }

    @Override
    public void onError(Throwable error) {
        live.tryEmitError(error);
        failed.accept("stream: " + Refused.sentence(error));
    }

    @Override
    public void onComplete() {
        failed.accept("stream: ended by the server");
    }
}
