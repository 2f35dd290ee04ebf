package io.parley.projection.config;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.AxonThreadFactory;

/**
 * Coordinates a processor without its long waits: after each failure in a row, such as a store that is away, Axon waits
 * twice as long as before, up to a minute. A store that is back should not be left waiting.
 */
final class ImpatientExecutor extends ScheduledThreadPoolExecutor {
    private final long longestMillis;

    ImpatientExecutor(String group, long longestMillis) {
        super(1, new AxonThreadFactory("coordinator-" + group));
        this.longestMillis = longestMillis;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return super.schedule(task, Math.min(longestMillis, unit.toMillis(delay)), TimeUnit.MILLISECONDS);
    }
}
