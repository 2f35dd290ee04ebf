package io.parley.engines.eventstore;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** One reader's way through all events: from the store until it has caught up, then from memory. */
final class TailStream implements BlockingStream<TrackedEventMessage<?>> {
    private static final int SOME = 64;
    private static final long WAIT_SECONDS = 1;

    private final RecentEvents recent;
    private final IndexedEvents store;
    private final Set<Runnable> waiting;

    private Iterator<RecentEvent> events = List.<RecentEvent>of().iterator();
    private @Nullable RecentEvent next;
    private long index;
    private @Nullable Runnable callback;

    /**
     * @param index behind which the stream begins
     * @param waiting who is called at each commit
     */
    TailStream(long index, RecentEvents recent, IndexedEvents store, Set<Runnable> waiting) {
        this.index = index;
        this.recent = recent;
        this.store = store;
        this.waiting = waiting;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return hasNextAvailable() ? Optional.of(next().event()) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable() {
        if (next == null && !events.hasNext()) {
            events = more().iterator();
        }
        if (next == null && events.hasNext()) {
            next = events.next();
        }
        return next != null;
    }

    private List<RecentEvent> more() {
        List<RecentEvent> more = recent.after(index, SOME);
        return more != null ? more : store.after(index);
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!hasNextAvailable()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            recent.await(index, left);
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable()) {
            recent.await(index, TimeUnit.SECONDS.toNanos(WAIT_SECONDS));
        }
        RecentEvent event = next();
        next = null;
        index = event.index();
        return event.event();
    }

    private RecentEvent next() {
        if (next == null) {
            throw new IllegalStateException("There is no event here yet");
        }
        return next;
    }

    @Override
    public synchronized boolean setOnAvailableCallback(Runnable onAvailable) {
        forget();
        callback = onAvailable;
        waiting.add(onAvailable);
        return true;
    }

    private synchronized void forget() {
        if (callback != null) {
            waiting.remove(callback);
            callback = null;
        }
    }

    @Override
    public void close() {
        forget();
    }
}
