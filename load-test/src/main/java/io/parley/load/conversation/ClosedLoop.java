package io.parley.load.conversation;

import io.parley.load.measure.Measurements;
import io.parley.load.measure.SendTimes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * Every sender sends its next message when the ACK of the one before has come, so the server sets the pace. What is
 * measured is how long it takes for one, not how long people would wait who send at their own pace.
 */
final class ClosedLoop {
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);
    /** A server that stores nothing for so long is not going to. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Conversation conversation;
    private final SendTimes times;
    private final Measurements measurements;
    private final BooleanSupplier enough;
    private final CountDownLatch still;
    private volatile boolean over;

    ClosedLoop(Conversation conversation, SendTimes times, Measurements measurements, BooleanSupplier enough) {
        this.conversation = conversation;
        this.times = times;
        this.measurements = measurements;
        this.enough = enough;
        this.still = new CountDownLatch(conversation.senderCount());
    }

    /** Returns when all have got their last answer, or when for a minute nobody has got an ACK. */
    void run() throws InterruptedException {
        for (int first = 0; first < conversation.senderCount(); first++) {
            next(first);
        }
        long before;
        do {
            before = measurements.acceptedCount();
        } while (!still.await(SILENCE.toSeconds(), TimeUnit.SECONDS) && measurements.acceptedCount() > before);
        over = true;
    }

    private void next(long number) {
        conversation.sender(number).loop().executor().execute(() -> send(number));
    }

    private void send(long number) {
        if (over || enough.getAsBoolean()) {
            still.countDown();
            return;
        }
        times.sent(number, System.nanoTime());
        long following = number + conversation.senderCount();
        conversation.sender(number).send(measurements, number, acked -> {
            if (acked) {
                send(following);
            } else {
                later(following);
            }
        });
    }

    private void later(long number) {
        Disposable unused =
                Schedulers.parallel().schedule(() -> next(number), AFTER_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
    }
}
