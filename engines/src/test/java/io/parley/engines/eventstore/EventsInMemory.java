package io.parley.engines.eventstore;

import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/** Axon's storage in memory, with one index. */
final class EventsInMemory extends InMemoryEventStorageEngine implements IndexedEvents {
    private static final int AT_ONCE = 10;

    private volatile Consumer<List<RecentEvent>> listener = batch -> {};

    @Override
    public List<RecentEvent> after(long index) {
        return readEvents(new GlobalSequenceTrackingToken(index), false)
                .limit(AT_ONCE)
                .map(event -> new RecentEvent(event.trackingToken().position().orElseThrow(), event, 1))
                .toList();
    }

    @Override
    public void onCommit(Consumer<List<RecentEvent>> newListener) {
        listener = newListener;
    }

    /** As another process would. */
    void appendSilently(Object payload) {
        appendEvents(GenericEventMessage.asEventMessage(payload));
    }

    void append(Object payload) {
        appendSilently(payload);
        List<RecentEvent> newest = after(createHeadToken().position().orElseThrow() - 1);
        listener.accept(newest);
    }
}
