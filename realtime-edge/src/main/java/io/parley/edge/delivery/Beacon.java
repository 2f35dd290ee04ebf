package io.parley.edge.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Redis twice a second whether it is there, is the same, knows this node, and how many pushes it has sent it: a push
 * that no other follows is missed here. Touched by the hub's thread only.
 */
final class Beacon {
    static final int MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Beacon.class);

    private final Registry registry;
    private final Arrivals arrivals;
    private final LongSupplier entered;
    private final Executor hub;
    private final Consumer<Cause> found;
    private final Counter failures;
    private final Counter lost;
    private @Nullable Sign former;
    private boolean asking;
    private boolean away;
    private boolean doubtful;

    /** @param entered the era that Redis is sure to know of, or -1 */
    Beacon(
            Registry registry,
            Arrivals arrivals,
            LongSupplier entered,
            Executor hub,
            Consumer<Cause> found,
            MeterRegistry meters) {
        this.registry = registry;
        this.arrivals = arrivals;
        this.entered = entered;
        this.hub = hub;
        this.found = found;
        this.failures = meters.counter("parley.delivery.beacon.failures");
        this.lost = meters.counter("parley.delivery.pushes.lost");
    }

    boolean isAway() {
        return away;
    }

    /** What Redis knows of this node is not sure any more: to be written anew at the next sign of Redis. */
    void doubt() {
        doubtful = true;
    }

    void check() {
        if (!asking) {
            asking = true;
            long era = entered.getAsLong();
            var unused = ask().whenCompleteAsync((sign, failure) -> answered(era, sign, failure), hub);
        }
    }

    private CompletableFuture<Sign> ask() {
        try {
            return registry.ask();
        } catch (Throwable e) {
            // An error, too: nobody would ever ask again.
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(long era, @Nullable Sign sign, @Nullable Throwable failure) {
        asking = false;
        if (sign == null) {
            failed(failure);
            return;
        }
        Sign before = former;
        former = sign;
        Cause again = whyAgain(era, sign, before);
        away = false;
        doubtful = false;
        if (again != null) {
            found.accept(again);
        } else if (before != null) {
            compare(sign, before);
        }
    }

    private void failed(@Nullable Throwable failure) {
        failures.increment();
        if (!away) {
            away = true;
            LOG.warn(
                    "Redis is away; streams follow the views once a second until it is back: {}",
                    String.valueOf(failure));
        }
    }

    private @Nullable Cause whyAgain(long era, Sign sign, @Nullable Sign before) {
        if (away) {
            LOG.info("Redis is back.");
            return Cause.RETURNED;
        }
        if (before == null) {
            return Cause.STARTED;
        }
        if (!sign.server().equals(before.server())) {
            return Cause.RESTARTED;
        }
        // An answer that crossed a new registration says nothing of it.
        if (era >= 0 && era == arrivals.begin() && sign.pushes() < era) {
            return Cause.WIPED;
        }
        return doubtful ? Cause.DOUBT : null;
    }

    private void compare(Sign sign, Sign before) {
        if (sign.missed() != before.missed()) {
            found.accept(Cause.ROUTER_MISSED);
        }
        // What Redis had counted half a second ago has come by now, or is lost.
        long overdue = Math.min(before.pushes(), sign.pushes());
        long missing = arrivals.giveUp(overdue);
        if (missing > 0) {
            jumped(missing);
        }
    }

    /** That many did not come, as a number shows. */
    void jumped(long count) {
        lost.increment((double) count);
        found.accept(Cause.LOST_PUSH);
    }
}
