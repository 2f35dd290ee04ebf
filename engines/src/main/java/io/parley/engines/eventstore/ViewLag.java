package io.parley.engines.eventstore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the views of this process are behind the events, so that whoever stores events here can wait for them. Only
 * views that run and nearly keep up are waited for: not those whose engine is away, nor those that are built anew.
 */
public final class ViewLag {
    private static final Duration RUNNING = Duration.ofSeconds(2);
    private static final Duration BUILT_ANEW = Duration.ofSeconds(15);

    private final Clock clock;
    private final Map<Integer, Seen> segments = new ConcurrentHashMap<>();

    public ViewLag(Clock clock) {
        this.clock = clock;
    }

    private record Seen(Instant event, Instant at) {
        Duration lag() {
            return Duration.between(event, at);
        }
    }

    /** A segment's views have come to an event; returns how far behind they are. */
    public Duration reached(int segment, Instant event) {
        Seen seen = new Seen(event, clock.instant());
        segments.put(segment, seen);
        return seen.lag();
    }

    /** Of the segment that is furthest behind; zero where nobody should wait. */
    public Duration lag() {
        Instant now = clock.instant();
        return segments.values().stream()
                .filter(seen -> Duration.between(seen.at, now).compareTo(RUNNING) < 0)
                .map(Seen::lag)
                .filter(lag -> lag.compareTo(BUILT_ANEW) < 0)
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }
}
