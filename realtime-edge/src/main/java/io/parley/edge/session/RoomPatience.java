package io.parley.edge.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Ends a wait for memory that others of the same connection hold for what the server does not get done. A device that reads
 * slowly is no reason: what it has been sent leaves in time, or the connection is given up.
 */
final class RoomPatience {
    /** Longer than the views may take to refuse what was asked before. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private RoomPatience() {}

    static Disposable limit(Scheduler timer, Outlet outlet, BooleanSupplier waits, Runnable giveUp) {
        Runnable look = () -> {
            if (waits.getAsBoolean() && outlet.hasRoom()) {
                giveUp.run();
            }
        };
        return timer.schedulePeriodically(look, PATIENCE.toMillis(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
