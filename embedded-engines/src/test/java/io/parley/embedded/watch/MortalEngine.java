package io.parley.embedded.watch;

import io.parley.embedded.Engine;
import io.parley.embedded.StartRefused;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine without a process, which fails as it is told to. */
final class MortalEngine implements Engine {
    final List<Long> startedAt = new CopyOnWriteArrayList<>();
    final AtomicInteger refusals = new AtomicInteger();
    final CountDownLatch starting = new CountDownLatch(1);
    volatile CountDownLatch mayStart = new CountDownLatch(0);
    volatile boolean running = true;
    volatile boolean diesAtOnce;

    @Override
    public String name() {
        return "An engine";
    }

    @Override
    public int port() {
        return 1;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void startAgain() {
        startedAt.add(System.nanoTime());
        starting.countDown();
        try {
            mayStart.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted", e);
        }
        if (refusals.getAndDecrement() > 0) {
            throw new StartRefused("It did not start; mend it.");
        }
        running = !diesAtOnce;
    }

    @Override
    public void stop() {
        running = false;
    }
}
