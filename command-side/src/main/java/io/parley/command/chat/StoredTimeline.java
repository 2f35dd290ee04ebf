package io.parley.command.chat;

import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.ChatId;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Looks single events up in a chat's own stream, where the aggregate keeps only their place. */
class StoredTimeline {
    private final EventStore events;

    StoredTimeline(EventStore events) {
        this.events = events;
    }

    Optional<ChatEvent> at(ChatId chatId, long seq) {
        DomainEventStream stream = events.readEvents(chatId.value(), seq);
        return stream.hasNext() ? Optional.of((ChatEvent) stream.next().getPayload()) : Optional.empty();
    }
}
