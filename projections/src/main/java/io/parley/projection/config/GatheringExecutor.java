package io.parley.projection.config;

import io.parley.shared.ThreadRank;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.AxonThreadFactory;

/**
 * Works on a segment a moment after its first event was handed out: Axon hands events out one by one and would begin with
 * the first, so that it and those behind it cost a batch each.
 */
final class GatheringExecutor extends ScheduledThreadPoolExecutor {
    private static final long MOMENT_MILLIS = 2;

    /** Its threads come after those that a sender waits for, where the operating system is told of priorities. */
    GatheringExecutor(String group, int threads) {
        super(threads, new AxonThreadFactory(ThreadRank.BEHIND_SENDERS, new ThreadGroup("projection-" + group)));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return schedule(task, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
