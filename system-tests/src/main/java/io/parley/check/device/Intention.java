package io.parley.check.device;

import io.parley.check.dice.Dice;
import java.util.SplittableRandom;

/**
 * What a client means to do in one of its steps.
 *
 * @param pick which one of several, from 0 to 1
 * @param dial how much of it, from 0 to 1
 * @param pause how long it rests afterwards, in means of the run
 */
record Intention(Kind kind, double pick, double dial, double pause) {
    enum Kind {
        SEND(40),
        SEND_AT_ONCE(2),
        CONFIRM(24),
        REPEAT(7),
        ALTER(2),
        CREATE(2),
        PAGE(4),
        INBOX(2),
        RECEIPTS(3),
        LEAVE(5),
        FORGET_A_LITTLE(1),
        FORGET_ALL(0.15);

        private final double weight;

        Kind(double weight) {
            this.weight = weight;
        }
    }

    private static final double WHOLE;

    static {
        double whole = 0;
        for (Kind kind : Kind.values()) {
            whole += kind.weight;
        }
        WHOLE = whole;
    }

    static Intention of(Dice dice, String client, long step) {
        SplittableRandom random = dice.of(client, step);
        return new Intention(
                kind(random.nextDouble() * WHOLE), random.nextDouble(), random.nextDouble(), 2 * random.nextDouble());
    }

    /** Any of so many, the first ones more often. */
    int oneOf(int count) {
        return (int) (pick * pick * count);
    }

    private static Kind kind(double thrown) {
        double rest = thrown;
        for (Kind kind : Kind.values()) {
            rest -= kind.weight;
            if (rest < 0) {
                return kind;
            }
        }
        return Kind.SEND;
    }
}
