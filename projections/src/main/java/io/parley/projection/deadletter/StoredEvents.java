package io.parley.projection.deadletter;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
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
        return read(letter, 1).get(0);
    }

    /** Events for which a letter stands, in order: at least one, at most {@code limit}. */
    List<DomainEventMessage<?>> read(Letter letter, int limit) {
        List<DomainEventMessage<?>> found = find(letter, Math.min(letter.upTo(), letter.seq() + limit - 1));
        if (found.isEmpty()) {
            throw new Poison(StoredEvents.class.getName(), "The event is not in the event store any more.");
        }
        return found;
    }

    /** Their payloads are not looked at yet, so that a failure is the store's and not the events'. */
    private List<DomainEventMessage<?>> find(Letter letter, long last) {
        List<DomainEventMessage<?>> found = new ArrayList<>();
        try {
            DomainEventStream stream = store.getObject().readEvents(letter.stream(), letter.seq());
            for (long seq = letter.seq(); seq <= last && stream.hasNext(); seq++) {
                DomainEventMessage<?> event = stream.next();
                if (event.getSequenceNumber() != seq) {
                    return found;
                }
                found.add(event);
            }
            return found;
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
