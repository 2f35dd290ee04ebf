package io.parley.edge.command;

import io.parley.edge.problem.Problems;
import io.parley.shared.refusal.Problem;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: longer each time, at random, and never less than the refusal asks for. */
final class Pauses {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final int DOUBLINGS = 5;
    private static final double SPREAD = 0.5;

    private final RandomGenerator randomness;

    Pauses(RandomGenerator randomness) {
        this.randomness = randomness;
    }

    /** @param tries so far, without the first */
    Duration after(Throwable failure, long tries) {
        long growing = FIRST.toMillis() << Math.min(tries, DOUBLINGS);
        double around = Math.min(growing, LONGEST.toMillis()) * (1 - SPREAD + 2 * SPREAD * randomness.nextDouble());
        double asked = asked(failure) * (1 + SPREAD * randomness.nextDouble());
        return Duration.ofMillis((long) Math.max(around, asked));
    }

    private static long asked(Throwable failure) {
        return Problems.refusal(failure).map(Pauses::retryAfterMillis).orElse(0L);
    }

    private static long retryAfterMillis(Problem refusal) {
        Long millis = refusal.retryAfterMs();
        return millis == null ? 0 : millis;
    }
}
