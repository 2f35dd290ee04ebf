package io.parley.edge.delivery;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.parley.edge.problem.FaultLog;
import io.parley.shared.ThreadRank;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/** A daemon thread that goes on behind a task that fails, and that comes after what senders wait for. */
final class HubThread implements Loop {
    private static final FaultLog FAULTS = new FaultLog(
            LoggerFactory.getLogger(HubThread.class),
            Schedulers.parallel(),
            "A step of live delivery failed; the streams find what it left out in the views.",
            "steps of live delivery failed");

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, new DefaultThreadFactory("parley-delivery", true, ThreadRank.BEHIND_SENDERS));

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
            } catch (Throwable e) {
                // An error, too: the executor would say nothing of it, and never again run what comes at intervals.
                failed(e);
            }
        };
    }

    static void failed(Throwable failure) {
        try {
            FAULTS.report(failure);
        } catch (VirtualMachineError e) {
            // Nothing is left to say it with, and whoever says it must go on all the same.
        }
    }
}
