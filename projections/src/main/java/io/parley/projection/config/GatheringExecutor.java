package io.parley.projection.config;

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

    GatheringExecutor(String group, int threads) {
        super(threads, new AxonThreadFactory("projection-" + group));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return schedule(task, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
