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
    /** How many pushes have ended that {@code waiting} still counts; likewise. */
    private int over;

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
        try {
            handSome();
        } catch (Throwable e) {
            HubThread.failed(e);
        } finally {
            int ended = over;
            over = 0;
            if (waiting.addAndGet(-ended) > 0) {
                runSoon();
            }
        }
    }

    private void handSome() {
        int room = STREAMS_AT_ONCE;
        for (Push push = pushes.peek(); push != null && room > 0; push = pushes.peek()) {
            int until = Math.min(push.streams.size(), handed + room);
            room -= until - handed;
            while (handed < until) {
                // Counted before it is handed: whatever comes of that, it is not handed twice.
                Streams.tell(push.streams.get(handed++), push.action);
            }
            if (handed == push.streams.size()) {
                over++;
                end(push);
            }
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
