package io.parley.projection.rebuild;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How far the views have come since this node started. Complete at once where there is nothing to rebuild. */
@Component
public class RebuildProgress {
    private final GroupPosition position;
    private final ReadyFlag flag;
    private volatile boolean ready;
    private volatile double fraction;
    private volatile long total;
    private volatile boolean headKnown;
    private Set<Integer> noted = Set.of();

    RebuildProgress(GroupPosition position, ReadyFlag flag) {
        this.position = position;
        this.flag = flag;
    }

    /** Whether the views hold everything that was stored when this node started, or had been complete before. */
    public boolean ready() {
        return ready;
    }

    /** From 0 to 1. */
    public double fraction() {
        return ready ? 1 : fraction;
    }

    long total() {
        return total;
    }

    long done() {
        return Math.round(fraction() * total);
    }

    /** Brings this up to date; called by one thread. */
    void look() {
        if (!headKnown) {
            begin();
        }
        if (!ready) {
            measure(position.ownSegments());
        }
    }

    private void begin() {
        total = position.head() + 1;
        headKnown = true;
        if (flag.ready()) {
            ready = true;
        } else if (total == 0) {
            finish();
        }
    }

    private void measure(Map<Integer, Long> segments) {
        fraction = segments.values().stream()
                .mapToDouble(at -> Math.min(1.0, (at + 1.0) / total))
                .average()
                .orElse(0);
        Set<Integer> there = segments.entrySet().stream()
                .filter(segment -> segment.getValue() + 1 >= total)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        boolean news = !there.equals(noted) || there.size() == segments.size();
        if (!there.isEmpty() && news && flag.caughtUp(there).containsAll(position.allSegments())) {
            finish();
        }
        noted = there;
    }

    private void finish() {
        flag.makeReady();
        ready = true;
    }
}
