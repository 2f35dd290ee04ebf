package io.parley.edge.delivery;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hands pushes to the streams of one thread, on that thread, so that nothing has to be woken for each of them: in order,
 * and a few streams at a time, so that what their devices send meanwhile does not wait for a large chat.
 */
final class Lane {
    static final int STREAMS_AT_ONCE = 64;

    private final Executor loop;
    private final Queue<Push> pushes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    /** How many streams have got the first of the pushes; of the one run at a time. */
    private int handed;

    Lane(Executor loop) {
        this.loop = loop;
    }

    /** @param over run when all the streams have got it, or never will */
    record Push(List<LiveStream> streams, Consumer<LiveStream> action, Runnable over) {}

    void add(Push push) {
        pushes.add(push);
        if (waiting.getAndIncrement() == 0) {
            runSoon();
        }
    }

    private void runSoon() {
        try {
            loop.execute(this::run);
        } catch (RejectedExecutionException stopped) {
            // The thread has ended, and all its connections with it.
            dropAll();
        }
    }

    private void run() {
        int room = STREAMS_AT_ONCE;
        int over = 0;
        for (Push push = pushes.peek(); push != null && room > 0; push = pushes.peek()) {
            int until = Math.min(push.streams.size(), handed + room);
            room -= until - handed;
            for (; handed < until; handed++) {
                hand(push, push.streams.get(handed));
            }
            if (handed == push.streams.size()) {
                end(push);
                over++;
            }
        }
        if (waiting.addAndGet(-over) > 0) {
            runSoon();
        }
    }

    private static void hand(Push push, LiveStream stream) {
        try {
            push.action.accept(stream);
        } catch (RuntimeException e) {
            HubThread.failed(e);
        }
    }

    private void end(Push push) {
        handed = 0;
        pushes.remove();
        push.over.run();
    }

    private void dropAll() {
        int dropped = 0;
        for (Push push = pushes.peek(); push != null; push = pushes.peek()) {
            end(push);
            dropped++;
        }
        waiting.addAndGet(-dropped);
    }
}
