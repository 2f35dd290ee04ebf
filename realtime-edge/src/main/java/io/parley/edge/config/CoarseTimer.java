package io.parley.edge.config;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;

/**
 * A timer for very many deadlines of which hardly one passes: to begin and to end one costs nearly nothing, and it may be
 * some milliseconds late. What is due runs where {@code work} runs it.
 */
final class CoarseTimer implements Scheduler {
    private static final long TICK_MILLIS = 10;

    private final Scheduler work;
    private final HashedWheelTimer wheel =
            new HashedWheelTimer(new DefaultThreadFactory("parley-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS);

    CoarseTimer(Scheduler work) {
        this.work = work;
    }

    @Override
    public Disposable schedule(Runnable task) {
        return work.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        Disposable.Swap running = Disposables.swap();
        Timeout timeout = timeout(due -> running.replace(work.schedule(task)), delay, unit);
        return () -> {
            timeout.cancel();
            running.dispose();
        };
    }

    /** Whoever waits is told that there is no timer any more in the way that Reactor knows. */
    private Timeout timeout(TimerTask task, long delay, TimeUnit unit) {
        try {
            return wheel.newTimeout(task, delay, unit);
        } catch (IllegalStateException stopped) {
            throw Exceptions.failWithRejected(stopped);
        }
    }

    /** What is in a worker's line keeps exact times; deadlines need no worker. */
    @Override
    public Worker createWorker() {
        return work.createWorker();
    }

    @Override
    public void dispose() {
        wheel.stop();
    }
}
