package io.parley.edge.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs what it is given at once, or fails; what has its time runs when the test says so. */
final class CallersThread implements Loop {
    private final Map<Long, Runnable> periods = new HashMap<>();
    private final Map<Long, Runnable> later = new HashMap<>();
    private final AtomicInteger failures = new AtomicInteger();

    /** The next tasks fail, so many of them. */
    void fail(int times) {
        failures.set(times);
    }

    /** Runs what is due each time so many milliseconds have passed. */
    void tick(long millis) {
        Objects.requireNonNull(periods.get(millis)).run();
    }

    /** Runs what was last put off for so long. */
    void pass(long millis) {
        Objects.requireNonNull(later.remove(millis)).run();
    }

    @Override
    public void execute(Runnable task) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StackOverflowError("planted");
        }
        task.run();
    }

    @Override
    public void after(long millis, Runnable task) {
        later.put(millis, task);
    }

    @Override
    public void every(long millis, Runnable task) {
        periods.put(millis, task);
    }

    @Override
    public void stop() {}
}
