package io.parley.command.chat;

import io.parley.engines.eventstore.UniqueEvents;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** Looks events up in the real store, counts that, and fails on demand. */
public final class StoreThatFails implements UniqueEvents {
    private final UniqueEvents store;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicInteger lookUps = new AtomicInteger();

    StoreThatFails(UniqueEvents store) {
        this.store = store;
    }

    public void failing(boolean now) {
        failing.set(now);
    }

    public int lookUps() {
        return lookUps.get();
    }

    @Override
    public Optional<DomainEventMessage<?>> at(String aggregateId, long seq) {
        answer();
        return store.at(aggregateId, seq);
    }

    @Override
    public Optional<DomainEventMessage<?>> identifiedBy(String eventIdentifier) {
        answer();
        return store.identifiedBy(eventIdentifier);
    }

    private void answer() {
        lookUps.incrementAndGet();
        if (failing.get()) {
            throw new EventStoreException("This store does not answer");
        }
    }
}
