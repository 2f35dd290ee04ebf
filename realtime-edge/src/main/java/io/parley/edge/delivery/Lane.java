package io.parley.edge.delivery;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Hands pushes to the streams of one thread, on that thread, so that nothing has to be woken for each of them: in order,
 * and a few streams at a time, so that what their devices send meanwhile does not wait for a large chat.
 */
final class Lane {
    static final int STREAMS_AT_ONCE = 64;

    private final Executor loop;
    private final Queue<Push> pushes = new ConcurrentLinkedQueue<>();
    /** Whether somebody sees to the pushes, or will: whoever has set it. */
    private final AtomicBoolean taken = new AtomicBoolean();

    private final Runnable run = this::run;
    /** How many streams have got the first of the pushes; of the one run at a time. */
    private int handed;

    Lane(Executor loop) {
        this.loop = loop;
    }

    /** @param over run when all the streams have got it, or never will */
    record Push(List<LiveStream> streams, Consumer<LiveStream> action, Runnable over) {}

    void add(Push push) {
        pushes.add(push);
        runSoon();
    }

    /** Whoever has let go looks once more: what was added until then was left to it. */
    private void runSoon() {
        while (!pushes.isEmpty() && taken.compareAndSet(false, true)) {
            try {
                loop.execute(run);
                return;
            } catch (RejectedExecutionException stopped) {
                // The thread has ended, and all its connections with it.
                dropAll();
            } catch (Throwable e) {
                HubThread.failed(e);
                dropAll();
            }
        }
    }

    private void run() {
        try {
            handSome();
        } catch (Throwable e) {
            HubThread.failed(e);
        } finally {
            taken.set(false);
            runSoon();
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
                end();
            }
        }
    }

    private void end() {
        handed = 0;
        HubThread.guarded(pushes.remove().over).run();
    }

    private void dropAll() {
        while (!pushes.isEmpty()) {
            end();
        }
        taken.set(false);
    }
}
