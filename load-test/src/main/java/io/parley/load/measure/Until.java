package io.parley.load.measure;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;

/**
 * Waits for what others count. It looks now and then: to tell whoever waits, they would have to do more for each message,
 * on the threads that are to cost as little as can be.
 */
public final class Until {
    private static final Duration STEP = Duration.ofMillis(5);

    private Until() {}

    /** Returns as soon as it holds, or false when patience ends before. */
    public static boolean holds(BooleanSupplier condition, Duration patience) {
        return condition.getAsBoolean()
                || Boolean.TRUE.equals(Flux.interval(STEP)
                        .filter(tick -> condition.getAsBoolean())
                        .take(patience)
                        .hasElements()
                        .block());
    }
}
