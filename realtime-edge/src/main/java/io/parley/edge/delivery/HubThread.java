package io.parley.edge.delivery;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread that goes on behind a task that fails. */
final class HubThread implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(HubThread.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, HubThread::named);

    @Override
    public void execute(Runnable task) {
        if (!thread.isShutdown()) {
            thread.execute(guarded(task));
        }
    }

    @Override
    public void after(long millis, Runnable task) {
        if (!thread.isShutdown()) {
            var unused = thread.schedule(guarded(task), millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void every(long millis, Runnable task) {
        var unused = thread.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }

    static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                failed(e);
            }
        };
    }

    static void failed(RuntimeException failure) {
        LOG.error("A step of live delivery failed; the streams find what it left out in the views.", failure);
    }

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "parley-delivery");
        thread.setDaemon(true);
        return thread;
    }
}
