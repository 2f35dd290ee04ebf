package io.parley.engines.eventstore;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
 * Tells processors on the embedded event store at once when there is something to read. The store's own streams never
 * call back, so that pooled processors would look only every 500 ms. One thread waits at the tail, where the store wakes
 * readers on commit, and passes the call on.
 */
public final class WakingMessageSource implements StreamableMessageSource<TrackedEventMessage<?>>, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WakingMessageSource.class);
    private static final long RETRY_MILLIS = 200;

    private final StreamableMessageSource<TrackedEventMessage<?>> store;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread tail;

    WakingMessageSource(StreamableMessageSource<TrackedEventMessage<?>> store) {
        this.store = store;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
        return new WakingStream(store.openStream(position), waiting);
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

    @Override
    public void start() {
        Thread thread = new Thread(this::watchTail, "parley-event-tail");
        thread.setDaemon(true);
        stopped = new CountDownLatch(1);
        tail = thread;
        thread.start();
    }

    /** A fault of the store must not silence the processors for good: wake them (they report it) and open again. */
    private void watchTail() {
        while (isRunning()) {
            try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(store.createHeadToken())) {
                wakeAll();
                passOn(stream);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("The tail of the event store cannot be read, trying again: {}", e.toString());
                wakeAll();
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void passOn(BlockingStream<TrackedEventMessage<?>> stream) throws InterruptedException {
        while (isRunning()) {
            if (stream.hasNextAvailable(1, TimeUnit.SECONDS)) {
                while (stream.hasNextAvailable()) {
                    stream.nextAvailable();
                }
                wakeAll();
            }
        }
    }

    /** Nothing tells when the store is back, so it is asked again after a while; stopping ends the wait. */
    private boolean pause() {
        try {
            return !stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void wakeAll() {
        waiting.forEach(Runnable::run);
    }

    @Override
    public void stop() {
        Thread thread = tail;
        tail = null;
        stopped.countDown();
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return tail != null;
    }

    /** Before Axon's processors, which start in phases at and above zero, and after them at the end. */
    @Override
    public int getPhase() {
        return -1;
    }
}
