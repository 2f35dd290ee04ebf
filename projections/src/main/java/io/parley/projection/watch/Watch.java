package io.parley.projection.watch;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at something at intervals, on one thread of its own, from the start of the role to its end. */
public abstract class Watch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final String name;
    private final Duration every;
    private volatile @Nullable ScheduledThreadPoolExecutor thread;

    /** @param every from the end of one look to the beginning of the next; the first begins at once */
    protected Watch(String name, Duration every) {
        this.name = name;
        this.every = every;
    }

    /** May throw: the next look comes all the same. */
    protected abstract void look();

    /** A look that threw, with what every store that is away throws; so quietly, unless a watch knows better. */
    protected void failed(RuntimeException failure) {
        LOG.debug("{} could not look just now", name, failure);
    }

    /** Runs something soon on the watch's thread. Answers false where that is not running. */
    protected final boolean soon(Runnable task) {
        ScheduledThreadPoolExecutor running = thread;
        if (running == null) {
            return false;
        }
        running.execute(() -> guarded(task));
        return true;
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void start() {
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread worker = new Thread(task, name);
                    worker.setDaemon(true);
                    return worker;
                },
                // What comes after the end is not run, which is as good as a look that the end cut off.
                new ThreadPoolExecutor.DiscardPolicy());
        thread = started;
        var unused =
                started.scheduleWithFixedDelay(() -> guarded(this::look), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledThreadPoolExecutor running = thread;
        if (running != null) {
            running.shutdown();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
