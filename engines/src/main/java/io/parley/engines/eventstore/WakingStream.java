package io.parley.engines.eventstore;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** A stream of the store whose callback is called when {@link WakingMessageSource} sees a commit. */
final class WakingStream implements BlockingStream<TrackedEventMessage<?>> {
    private final BlockingStream<TrackedEventMessage<?>> stream;
    private final Set<Runnable> waiting;
    private @Nullable Runnable callback;

    WakingStream(BlockingStream<TrackedEventMessage<?>> stream, Set<Runnable> waiting) {
        this.stream = stream;
        this.waiting = waiting;
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
        stream.close();
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return stream.peek();
    }

    @Override
    public boolean hasNextAvailable() {
        return stream.hasNextAvailable();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        return stream.hasNextAvailable(timeout, unit);
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        return stream.nextAvailable();
    }

    @Override
    public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
        stream.skipMessagesWithPayloadTypeOf(ignored);
    }
}
