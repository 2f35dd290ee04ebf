package io.parley.engines.eventstore;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Calls a processor for the first event at once and for those after it together, once a pause has passed: a batch costs
 * several round trips to the views however small it is.
 */
public final class PacedSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final Executor later;
    private final long pauseNanos;

    /** @param pause at least between two calls */
    public PacedSource(StreamableMessageSource<TrackedEventMessage<?>> events, Duration pause) {
        this.events = events;
        this.pauseNanos = pause.toNanos();
        this.later = CompletableFuture.delayedExecutor(pauseNanos, TimeUnit.NANOSECONDS, Runnable::run);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
        return new Paced(events.openStream(position));
    }

    @Override
    public TrackingToken createTailToken() {
        return events.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return events.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return events.createTokenAt(time);
    }

    private final class Paced extends ForwardingStream {
        Paced(BlockingStream<TrackedEventMessage<?>> stream) {
            super(stream);
        }

        @Override
        public boolean setOnAvailableCallback(Runnable onAvailable) {
            return super.setOnAvailableCallback(new Calls(onAvailable)::call);
        }
    }

    private final class Calls {
        private final Runnable action;
        private final AtomicBoolean planned = new AtomicBoolean();
        private volatile long last = System.nanoTime() - pauseNanos;

        Calls(Runnable action) {
            this.action = action;
        }

        void call() {
            if (System.nanoTime() - last >= pauseNanos) {
                now();
            } else if (planned.compareAndSet(false, true)) {
                later.execute(() -> {
                    planned.set(false);
                    now();
                });
            }
        }

        private void now() {
            last = System.nanoTime();
            action.run();
        }
    }
}
