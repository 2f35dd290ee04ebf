package io.parley.load.conversation;

import io.parley.load.wire.EnvelopeScanner;
import io.parley.load.wire.EventStream;
import io.parley.load.wire.Refused;
import io.parley.load.wire.Wire;
import io.rsocket.Payload;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** An open stream of which nothing is counted: a device that is just there. */
public final class Bystander extends EventStream {
    private final Consumer<String> failed;
    private boolean caughtUp;

    private Bystander(Consumer<String> failed) {
        this.failed = failed;
    }

    /** Done when what comes is live. */
    public static Mono<Void> open(Wire wire, Consumer<String> failed) {
        return open(wire, FROM_THE_START, () -> new Bystander(failed));
    }

    @Override
    protected void take(Payload payload) {
        if (!caughtUp && new EnvelopeScanner().scan(payload).isCaughtUp()) {
            caughtUp = true;
            isLive();
        }
    }

    @Override
    protected void broken(Throwable error) {
        failed.accept("stream: " + Refused.sentence(error));
    }
}
