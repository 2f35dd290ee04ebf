package io.parley.check.dice;

import java.util.SplittableRandom;

/**
 * All randomness of a run. Whoever acts has throws of its own for each of its steps, so what it means to do depends on
 * the seed alone, not on who was faster or on how an earlier step ended.
 */
public record Dice(long seed) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    public SplittableRandom of(String actor, long step) {
        long mixed = seed;
        for (int i = 0; i < actor.length(); i++) {
            mixed = mix(mixed ^ actor.charAt(i));
        }
        return new SplittableRandom(mix(mixed + step * GOLDEN));
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
