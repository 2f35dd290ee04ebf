package io.parley.load.report;

import io.parley.load.server.CpuMeter.Reading;

/**
 * CPU from the end of the warm-up until everything was delivered.
 *
 * @param server seconds of all its processes, NaN where they are not known
 * @param generator seconds of this program
 * @param seconds how long that was
 * @param done what was delivered or answered meanwhile
 */
public record Cost(double server, double generator, double seconds, long done) {
    private static final double NANOS = 1e9;
    private static final double THOUSAND = 1000;

    public static Cost between(Reading from, Reading to, long done) {
        return new Cost(
                to.server() - from.server(),
                to.generator() - from.generator(),
                (to.nanos() - from.nanos()) / NANOS,
                done);
    }

    public Cost and(Cost other) {
        return new Cost(server + other.server, generator + other.generator, seconds + other.seconds, done + other.done);
    }

    public double serverPerThousand() {
        return server * THOUSAND / done;
    }

    public double serverCores() {
        return server / seconds;
    }

    public double generatorCores() {
        return generator / seconds;
    }

    public boolean serverKnown() {
        return !Double.isNaN(server);
    }
}
