package io.parley.embedded.watch;

import io.parley.embedded.Engine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts an engine again whenever it has ended by itself, until told not to. It looks at the process alone: a paused
 * engine is not a dead one. Starts and the final stop exclude each other, so that nothing is left running.
 */
public final class EngineWatch implements AutoCloseable {
    private final Engine engine;
    private final Rhythm rhythm;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean down;

    private EngineWatch(Engine engine, Rhythm rhythm) {
        this.engine = engine;
        this.rhythm = rhythm;
    }

    /** Watches an engine that has just been started. */
    public static EngineWatch over(Engine engine) {
        return over(engine, Rhythm.USUAL);
    }

    static EngineWatch over(Engine engine, Rhythm rhythm) {
        EngineWatch watch = new EngineWatch(engine, rhythm);
        Thread thread = new Thread(watch::look, "parley-watch-" + engine.name());
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    public String name() {
        return engine.name();
    }

    /** Whether the engine ended and has not come back yet. */
    public boolean isDown() {
        return down;
    }

    /** From now on an engine that ends stays as it is; returns at once. */
    public void end() {
        ended.countDown();
    }

    /** Ends the watch and the engine, after a start that is under way. */
    @Override
    public void close() {
        end();
        synchronized (this) {
            engine.stop();
        }
    }

    private void look() {
        int failures = 0;
        long startedAt = System.nanoTime();
        while (!paused(rhythm.look())) {
            if (!engine.isRunning()) {
                boolean settled =
                        System.nanoTime() - startedAt > rhythm.settled().toNanos();
                failures = bringBack(settled ? 0 : failures + 1);
                startedAt = System.nanoTime();
            }
        }
    }

    /** Returns how often in a row it failed, which goes on counting where the engine ends again at once. */
    private int bringBack(int failuresBefore) {
        down = true;
        Outage outage = new Outage(engine, rhythm.remind());
        int failures = failuresBefore;
        while (!paused(rhythm.pauseAfter(failures)) && !startedAgain(outage)) {
            failures++;
        }
        return failures;
    }

    private synchronized boolean startedAgain(Outage outage) {
        if (isEnded()) {
            return false;
        }
        try {
            engine.startAgain();
            down = false;
            outage.over();
            return true;
        } catch (RuntimeException e) {
            outage.failed(e);
            return false;
        }
    }

    private boolean isEnded() {
        return ended.getCount() == 0;
    }

    /** Returns whether the watch was ended. */
    private boolean paused(Duration pause) {
        try {
            return ended.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
