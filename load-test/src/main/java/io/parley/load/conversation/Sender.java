package io.parley.load.conversation;

import io.parley.load.measure.Measurements;
import io.parley.load.wire.EnvelopeScanner;
import io.parley.load.wire.EventLoop;
import io.parley.load.wire.MessageRequest;
import io.parley.load.wire.Refused;
import io.parley.load.wire.Wire;
import io.rsocket.Payload;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Sends to one chat over one connection, on that connection's thread. */
final class Sender {
    private final Wire wire;
    private final MessageRequest request;
    private final EnvelopeScanner scanner = new EnvelopeScanner();

    Sender(Wire wire, String chatId, int textBytes) {
        this.wire = wire;
        this.request = new MessageRequest(chatId, textBytes);
    }

    Wire wire() {
        return wire;
    }

    EventLoop loop() {
        return wire.loop();
    }

    /**
     * Sends a message.
     *
     * @param answered told when its answer is there, whether it is the ACK
     */
    void send(Measurements measurements, long number, Consumer<Boolean> answered) {
        measurements.sent();
        wire.request(request.payload(measurements.numbers(), number), new Answer(measurements, number, answered));
    }

    private final class Answer implements CoreSubscriber<Payload> {
        private final Measurements measurements;
        private final long number;
        private final Consumer<Boolean> answered;
        private boolean acked;

        Answer(Measurements measurements, long number, Consumer<Boolean> answered) {
            this.measurements = measurements;
            this.number = number;
            this.answered = answered;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Payload payload) {
            try {
                scanner.scan(payload);
                acked = scanner.seq() >= 0 && scanner.number(measurements.numbers()) == number;
                if (acked) {
                    measurements.acked(number, scanner.seq());
                }
            } finally {
                payload.release();
            }
        }

        @Override
        public void onError(Throwable error) {
            measurements.refused(Refused.sentence(error));
            answered.accept(false);
        }

        @Override
        public void onComplete() {
            if (!acked) {
                measurements.refused("the answer is no ACK of this message");
            }
            answered.accept(acked);
        }
    }
}
