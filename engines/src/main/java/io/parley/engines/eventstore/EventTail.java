package io.parley.engines.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The embedded event store for those who follow it: calls them at each commit and hands them the events as they were
 * committed, so that nothing is read or decoded again. What others commit on the same database, and what was committed
 * without an answer, is read by one thread for all.
 */
public final class EventTail implements StreamableMessageSource<TrackedEventMessage<?>>, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);
    /** Commits of two threads may be told in either order; only a hole that stays is looked at. */
    private static final long HOLE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    /** Between two looks for what others commit: while they do, and at most. */
    private static final long SOON_MILLIS = 20;

    private static final long LATER_MILLIS = 1_000;
    private static final long RETRY_MILLIS = 200;
    private static final long STOP_MILLIS = 5_000;

    private final IndexedEvents store;
    private final RecentEvents recent;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private final Semaphore look = new Semaphore(0);
    private volatile @Nullable Thread thread;

    /**
     * @param events kept in memory at most
     * @param bytes of their payloads at most
     */
    EventTail(IndexedEvents store, int events, long bytes) {
        this.store = store;
        this.recent = new RecentEvents(events, bytes);
        store.onCommit(this::committed);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
        return new TailStream(indexOf(position), recent, store, waiting);
    }

    @Override
    public TrackingToken createTailToken() {
        return store.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return store.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return store.createTokenAt(time);
    }

    private static long indexOf(@Nullable TrackingToken position) {
        return position == null ? -1 : position.position().orElse(-1);
    }

    private void committed(List<RecentEvent> batch) {
        if (batch.isEmpty()) {
            recent.missed();
            look.release();
        } else if (recent.committed(batch)) {
            wakeAll();
        } else {
            look.release();
        }
    }

    @Override
    public void start() {
        Thread reader = new Thread(this::read, "parley-event-tail");
        reader.setDaemon(true);
        thread = reader;
        reader.start();
    }

    /** A fault of the store must not silence the processors for good: wake them (they report it) and begin again. */
    private void read() {
        try {
            while (isRunning()) {
                try {
                    recent.beginBehind(indexOf(store.createHeadToken()));
                    wakeAll();
                    follow();
                } catch (RuntimeException e) {
                    LOG.warn("The tail of the event store cannot be read, trying again: {}", e.toString());
                    wakeAll();
                    // Whatever is committed tells that the store is back.
                    var unused = look.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        long pause = LATER_MILLIS;
        while (isRunning()) {
            boolean called = look.tryAcquire(pause, TimeUnit.MILLISECONDS);
            look.drainPermits();
            if (!called || !recent.awaitWhole(HOLE_NANOS)) {
                pause = readOn() ? SOON_MILLIS : Math.min(2 * pause, LATER_MILLIS);
            }
        }
    }

    /** Whether there was something that nobody here had committed, or told of in time. */
    private boolean readOn() {
        List<RecentEvent> found = store.after(recent.head());
        boolean any = !found.isEmpty();
        while (!found.isEmpty()) {
            recent.read(found);
            wakeAll();
            found = store.after(recent.head());
        }
        return any;
    }

    /** What a reader does with the call must not become the answer to a command that is stored. */
    private void wakeAll() {
        for (Runnable reader : waiting) {
            try {
                reader.run();
            } catch (RuntimeException e) {
                LOG.warn("A reader of the event store could not be called; it will look by itself.", e);
            }
        }
    }

    /** Waits for the reader, so that connections do not close under it. */
    @Override
    public void stop() {
        Thread reader = thread;
        thread = null;
        if (reader != null) {
            reader.interrupt();
            awaitEnd(reader);
        }
    }

    private static void awaitEnd(Thread reader) {
        try {
            reader.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before Axon's processors, which start in phases at and above zero, and after them at the end. */
    @Override
    public int getPhase() {
        return -1;
    }
}
