package io.parley.check.nemesis;

import io.parley.check.dice.Dice;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/** The faults of a run, one after the other, as its seed has them. */
record Plan(Dice dice, List<FaultKind> kinds, Duration rest) {
    /**
     * One fault.
     *
     * @param after how long after the beginning of the one before
     * @param lasts how long, where that can be chosen
     * @param pick which of several things it hits, from 0 to 1
     */
    record Fault(FaultKind kind, Duration after, Duration lasts, double pick) {}

    static Plan of(Dice dice, Collection<FaultKind> possible, Duration rest) {
        return new Plan(dice, possible.stream().sorted().toList(), rest);
    }

    Fault fault(long number) {
        SplittableRandom random = dice.of("nemesis", number);
        FaultKind kind =
                kind(random.nextInt(kinds.stream().mapToInt(FaultKind::weight).sum()));
        long after = (long) (rest.toMillis() * (0.2 + 1.6 * random.nextDouble()));
        double longer = random.nextDouble();
        return new Fault(
                kind,
                Duration.ofMillis(after),
                Duration.ofMillis(200 + (long) (4_800 * longer * longer)),
                random.nextDouble());
    }

    private FaultKind kind(int thrown) {
        int rest = thrown;
        for (FaultKind kind : kinds) {
            rest -= kind.weight();
            if (rest < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }
}
