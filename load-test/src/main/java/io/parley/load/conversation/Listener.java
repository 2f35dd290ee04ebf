package io.parley.load.conversation;

import io.parley.load.measure.Measurements;
import io.parley.load.wire.Confirmer;
import io.parley.load.wire.EnvelopeScanner;
import io.parley.load.wire.Refused;
import io.parley.load.wire.Route;
import io.parley.load.wire.Wire;
import io.rsocket.Payload;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An open stream that is watched for one chat, with all the demand there is. */
final class Listener implements CoreSubscriber<Payload> {
    private static final byte[] FROM_THE_START = "{}".getBytes(StandardCharsets.US_ASCII);

    private final int index;
    private final Running running;
    private final @Nullable Confirmer confirmer;
    private final EnvelopeScanner scanner = new EnvelopeScanner();
    private final Sinks.Empty<Void> live = Sinks.empty();

    private Listener(int index, Running running, @Nullable Confirmer confirmer) {
        this.index = index;
        this.running = running;
        this.confirmer = confirmer;
    }

    /** Listens for good; done when what comes is live. */
    static Mono<Void> open(Wire wire, int index, Running running, @Nullable Confirmer confirmer) {
        return Mono.defer(() -> {
            Listener listener = new Listener(index, running, confirmer);
            wire.stream(Route.EVENTS, FROM_THE_START, listener);
            return listener.live.asMono();
        });
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Payload payload) {
        try {
            scanner.scan(payload);
        } finally {
            payload.release();
        }
        if (scanner.isMessage()) {
            took();
        } else if (scanner.isCaughtUp()) {
            live.tryEmitEmpty();
        }
    }

    private void took() {
        Measurements measurements = running.get();
        if (measurements == null) {
            return;
        }
        measurements.delivered(index, scanner.seq(), scanner.number(measurements.numbers()));
        if (confirmer != null) {
            confirmer.upTo(scanner.seq());
        }
    }

    @Override
    public void onError(Throwable error) {
        live.tryEmitError(error);
        running.failed("stream: " + Refused.sentence(error));
    }

    @Override
    public void onComplete() {
        running.failed("stream: ended by the server");
    }
}
