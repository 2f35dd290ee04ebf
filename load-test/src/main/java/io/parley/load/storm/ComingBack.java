package io.parley.load.storm;

import io.parley.load.wire.EnvelopeScanner;
import io.parley.load.wire.EventStream;
import io.parley.load.wire.Wire;
import io.rsocket.Payload;
import reactor.core.publisher.Mono;

/** A device that holds a chat's creation and is sent the messages that it missed, each once and in order. */
final class ComingBack extends EventStream {
    private final int missed;
    private final EnvelopeScanner scanner = new EnvelopeScanner();
    private long lastSeq;

    private ComingBack(int missed) {
        this.missed = missed;
    }

    /** Opens its stream, which stays open; done when it is caught up. */
    static Mono<Void> over(Wire wire, String chatId, int missed) {
        return open(wire, "{\"cursors\":{\"" + chatId + "\":0}}", () -> new ComingBack(missed));
    }

    @Override
    protected void take(Payload payload) {
        scanner.scan(payload);
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
            isLive();
        } else {
            wrong("was caught up after " + lastSeq);
        }
    }

    private void wrong(String what) {
        onError(new IllegalStateException("A device that missed 1 to " + missed + " " + what));
    }

    @Override
    protected void broken(Throwable error) {
        // Whoever opened the stream is told; once it is caught up, it does not matter any more.
    }
}
