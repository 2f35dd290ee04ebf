package io.parley.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Measures a workload in an open loop, with a line a second on stderr. */
final class Measuring {
    private static final Duration DRAIN = Duration.ofSeconds(15);
    private static final long DRAIN_STEP = TimeUnit.MILLISECONDS.toNanos(50);

    private final Workload workload;
    private final AtomicReference<@Nullable Measurements> running;

    /** @param running where the workload looks for what to report to */
    Measuring(Workload workload, AtomicReference<@Nullable Measurements> running) {
        this.workload = workload;
        this.running = running;
    }

    /** @param enough ends it before its schedule does */
    Summary measure(Schedule schedule, MessageNumbers numbers, BooleanSupplier enough) {
        Measurements measurements = new Measurements(schedule, numbers);
        running.set(measurements);
        Disposable progress = new Progress(measurements, System.err).start();
        try {
            new Pacer(schedule, workload, numbers, measurements).run(enough);
            drain(measurements);
            return measurements.summary(workload.receiversPerMessage());
        } finally {
            progress.dispose();
        }
    }

    /** Waits for what is still under way, as long as it can be. */
    private void drain(Measurements measurements) {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (underWay(measurements) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(DRAIN_STEP);
        }
    }

    private boolean underWay(Measurements measurements) {
        return measurements.answeredCount() < measurements.sentCount()
                || measurements.lost(workload.receiversPerMessage()) > 0;
    }
}
