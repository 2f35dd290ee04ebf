package io.parley.engines.eventstore;

import java.util.Set;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** A stream of the store whose callback is called when {@link WakingMessageSource} sees a commit. */
final class WakingStream extends ForwardingStream {
    private final Set<Runnable> waiting;
    private @Nullable Runnable callback;

    WakingStream(BlockingStream<TrackedEventMessage<?>> stream, Set<Runnable> waiting) {
        super(stream);
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
        super.close();
    }
}
