package io.parley.load.conversation;

import io.parley.load.measure.Measurements;
import io.parley.load.measure.Schedule;
import io.parley.load.wire.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends each message when it is due, whatever became of those before it. Messages that are due within half a
 * millisecond go together, for waking a thread costs more than a send does.
 */
final class OpenLoop {
    private static final long TICK = TimeUnit.MICROSECONDS.toNanos(500);

    private final Conversation conversation;
    private final Schedule schedule;
    private final Measurements measurements;

    OpenLoop(Conversation conversation, Schedule schedule, Measurements measurements) {
        this.conversation = conversation;
        this.schedule = schedule;
        this.measurements = measurements;
    }

    /** Runs on the calling thread until the last message has been handed over or it is enough; how many were. */
    long run(BooleanSupplier enough) {
        long next = 0;
        while (next < schedule.total() && !enough.getAsBoolean()) {
            schedule.awaitDue(next);
            long due = schedule.dueBy(System.nanoTime());
            if (due > next) {
                hand(next, due);
                next = due;
                LockSupport.parkNanos(TICK);
            }
        }
        return next;
    }

    private void hand(long from, long to) {
        for (EventLoop loop : conversation.loops()) {
            loop.executor().execute(() -> send(loop, from, to));
        }
    }

    private void send(EventLoop loop, long from, long to) {
        for (long number = from; number < to; number++) {
            Sender sender = conversation.sender(number);
            if (sender.loop() == loop) {
                sender.send(measurements, number, unused -> {});
            }
        }
    }
}
