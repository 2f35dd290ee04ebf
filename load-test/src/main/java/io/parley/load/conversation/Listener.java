package io.parley.load.conversation;

import io.parley.load.measure.Measurements;
import io.parley.load.wire.Confirmer;
import io.parley.load.wire.EnvelopeScanner;
import io.parley.load.wire.EventStream;
import io.parley.load.wire.Refused;
import io.parley.load.wire.Wire;
import io.rsocket.Payload;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** An open stream that is watched for one chat. */
final class Listener extends EventStream {
    private final int index;
    private final Running running;
    private final @Nullable Confirmer confirmer;
    private final EnvelopeScanner scanner = new EnvelopeScanner();

    private Listener(int index, Running running, @Nullable Confirmer confirmer) {
        this.index = index;
        this.running = running;
        this.confirmer = confirmer;
    }

    /** Done when what comes is live. */
    static Mono<Void> open(Wire wire, int index, Running running, @Nullable Confirmer confirmer) {
        return open(wire, FROM_THE_START, () -> new Listener(index, running, confirmer));
    }

    @Override
    protected void take(Payload payload) {
        scanner.scan(payload);
        if (scanner.isMessage()) {
            took();
        } else if (scanner.isCaughtUp()) {
            isLive();
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
    protected void broken(Throwable error) {
        running.failed("stream: " + Refused.sentence(error));
    }
}
