package io.parley.check;

import java.util.function.LongSupplier;

/** Nanoseconds since the run began. */
final class RunClock implements LongSupplier {
    private final long began = System.nanoTime();

    @Override
    public long getAsLong() {
        return System.nanoTime() - began;
    }
}
