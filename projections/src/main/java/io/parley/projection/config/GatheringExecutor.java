package io.parley.projection.config;

import io.parley.shared.ThreadRank;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.AxonThreadFactory;

/** Works on a segment when its {@link BatchPace} says so. */
final class GatheringExecutor extends ScheduledThreadPoolExecutor {
    private final BatchPace pace;

    /** Its threads come after those that a sender waits for, where the operating system is told of priorities. */
    GatheringExecutor(String group, int threads, BatchPace pace) {
        super(threads, new AxonThreadFactory(ThreadRank.BEHIND_SENDERS, new ThreadGroup("projection-" + group)));
        this.pace = pace;
    }

    @Override
    public Future<?> submit(Runnable task) {
        return schedule(task, pace.delay(), TimeUnit.MILLISECONDS);
    }
}
