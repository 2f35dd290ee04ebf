package io.parley.projection.deadletter;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads the events that letters stand for. */
@Component
class StoredEvents {
    private final ObjectProvider<EventStore> store;

    StoredEvents(ObjectProvider<EventStore> store) {
        this.store = store;
    }

    DomainEventMessage<?> read(Letter letter) {
        DomainEventMessage<?> event = find(letter);
        if (event == null || event.getSequenceNumber() != letter.seq()) {
            throw new Poison(StoredEvents.class.getName(), "The event is not in the event store any more.");
        }
        return event;
    }

    /** Its payload is not looked at yet, so that a failure is the store's and not the event's. */
    private @Nullable DomainEventMessage<?> find(Letter letter) {
        try {
            DomainEventStream stream =
                    store.getObject().readEvents(letter.reference().getAggregateIdentifier(), letter.seq());
            return stream.hasNext() ? stream.next() : null;
        } catch (RuntimeException e) {
            throw new EventStoreAway(e);
        }
    }

    /** The event store cannot be read just now. */
    static final class EventStoreAway extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EventStoreAway(RuntimeException cause) {
            super("The event store cannot be read just now.", cause);
        }
    }
}
