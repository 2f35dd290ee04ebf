package io.parley.engines.eventstore;

import java.time.Instant;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** A store as nothing but a source. As a bean the store itself would be a second event bus to Axon. */
record PlainMessageSource(StreamableMessageSource<TrackedEventMessage<?>> store)
        implements StreamableMessageSource<TrackedEventMessage<?>> {
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
        return store.openStream(position);
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
}
