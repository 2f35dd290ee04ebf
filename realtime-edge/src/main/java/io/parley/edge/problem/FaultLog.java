package io.parley.edge.problem;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;
import reactor.core.scheduler.Scheduler;

/**
 * Logs faults that may come by the thousand a second, as when an engine is away: of each kind the first in full, then one
 * line in an interval with their number, until there are no more.
 */
public final class FaultLog {
    static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Beyond them faults are counted together: a log of what goes wrong must not grow with it. */
    static final int KINDS = 100;

    private static final String OTHERS = "faults of further kinds";

    private final Logger log;
    private final Scheduler timer;
    private final String first;
    private final String more;
    private final ConcurrentMap<String, Long> counts = new ConcurrentHashMap<>();

    /**
     * @param first a sentence that goes with the first of a kind
     * @param more what is said of the number of others, as in "requests failed"
     */
    public FaultLog(Logger log, Scheduler timer, String first, String more) {
        this.log = log;
        this.timer = timer;
        this.first = first;
        this.more = more;
    }

    public void report(Throwable fault) {
        String named = kind(fault);
        String kind = counts.containsKey(named) || counts.size() < KINDS ? named : OTHERS;
        if (counts.merge(kind, 1L, Long::sum) == 1) {
            log.warn("{} More of the same are counted.", first, fault);
            countForAnInterval(kind);
        }
    }

    private void countForAnInterval(String kind) {
        var unused = timer.schedule(() -> tell(kind), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The one that began the interval has been logged; an interval without another ends the count. */
    private void tell(String kind) {
        AtomicLong others = new AtomicLong();
        counts.computeIfPresent(kind, (key, count) -> {
            others.set(count - 1);
            return count > 1 ? 1L : null;
        });
        if (others.get() > 0) {
            log.warn("{} more {} in {} s: {}.", others, more, INTERVAL.toSeconds(), kind);
            countForAnInterval(kind);
        }
    }

    private static String kind(Throwable fault) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(fault);
        String name = fault.getClass().getName();
        return root == fault ? name : name + " by " + root.getClass().getName();
    }
}
