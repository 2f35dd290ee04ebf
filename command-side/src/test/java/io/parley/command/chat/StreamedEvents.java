package io.parley.command.chat;

import io.parley.engines.eventstore.UniqueEvents;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Single events out of a fixture's store, which knows only streams, and no keys but those of one chat's messages. */
record StreamedEvents(EventStore store, ChatId chat) implements UniqueEvents {
    @Override
    public Optional<DomainEventMessage<?>> at(String aggregateId, long seq) {
        return store.readEvents(aggregateId)
                .asStream()
                .filter(event -> event.getSequenceNumber() == seq)
                .<DomainEventMessage<?>>map(event -> event)
                .findFirst();
    }

    @Override
    public Optional<DomainEventMessage<?>> identifiedBy(String eventIdentifier) {
        return store.readEvents(chat.value())
                .asStream()
                .filter(event -> event.getPayload() instanceof MessageSent sent
                        && SendKey.of(sent).value().equals(eventIdentifier))
                .<DomainEventMessage<?>>map(event -> event)
                .findFirst();
    }
}
