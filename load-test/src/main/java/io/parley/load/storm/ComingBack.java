package io.parley.load.storm;

import io.parley.load.wire.EnvelopeScanner;
import io.parley.load.wire.EventStream;
import io.parley.load.wire.Wire;
import io.rsocket.Payload;
import reactor.core.publisher.Mono;

/** A device whose stream sends it the messages that it has missed in its chat, each once and in order. */
final class ComingBack extends EventStream {
    private final int messages;
    private final EnvelopeScanner scanner = new EnvelopeScanner();
    private long lastSeq;

    private ComingBack(int messages, int held) {
        this.messages = messages;
        this.lastSeq = held;
    }

    /**
     * Opens its stream, which stays open; done when it is caught up.
     *
     * @param messages how many there are in the chat
     * @param held how many of them it has
     */
    static Mono<Void> over(Wire wire, String chatId, int messages, int held) {
        return open(wire, "{\"cursors\":{\"" + chatId + "\":" + held + "}}", () -> new ComingBack(messages, held));
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
        if (lastSeq == messages) {
            isLive();
        } else {
            wrong("was caught up after " + lastSeq);
        }
    }

    private void wrong(String what) {
        onError(new IllegalStateException("A device of a chat with messages 1 to " + messages + " " + what));
    }

    @Override
    protected void broken(Throwable error) {
        // Whoever opened the stream is told; once it is caught up, it does not matter any more.
    }
}
