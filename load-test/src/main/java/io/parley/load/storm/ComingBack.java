package io.parley.load.storm;

import io.parley.load.wire.EnvelopeScanner;
import io.parley.load.wire.Route;
import io.parley.load.wire.Wire;
import io.rsocket.Payload;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A device that holds a chat's creation and is sent the messages that it missed, each once and in order. */
final class ComingBack implements CoreSubscriber<Payload> {
    private final int missed;
    private final EnvelopeScanner scanner = new EnvelopeScanner();
    private final Sinks.Empty<Void> caughtUp = Sinks.empty();
    private long lastSeq;

    private ComingBack(int missed) {
        this.missed = missed;
    }

    /** Opens its stream, which stays open; done when it is caught up. */
    static Mono<Void> over(Wire wire, String chatId, int missed) {
        return Mono.defer(() -> {
            ComingBack device = new ComingBack(missed);
            String request = "{\"cursors\":{\"" + chatId + "\":0}}";
            wire.stream(Route.EVENTS, request.getBytes(StandardCharsets.US_ASCII), device);
            return device.caughtUp.asMono();
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
            took(scanner.seq());
        } else if (scanner.isCaughtUp()) {
            end();
        }
    }

    private void took(long seq) {
        if (seq != lastSeq + 1) {
            wrong("was sent " + seq + " after " + lastSeq);
        }
        lastSeq = seq;
    }

    private void end() {
        if (lastSeq == missed) {
            caughtUp.tryEmitEmpty();
        } else {
            wrong("was caught up after " + lastSeq);
        }
    }

    private void wrong(String what) {
        caughtUp.tryEmitError(new IllegalStateException("A device that missed 1 to " + missed + " " + what));
    }

    @Override
    public void onError(Throwable error) {
        caughtUp.tryEmitError(error);
    }

    @Override
    public void onComplete() {
        wrong("was sent no more after " + lastSeq);
    }
}
