package io.parley.command.chat;

import io.parley.engines.eventstore.StoredEvents;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** Messages among stored events. */
final class Messages {
    private Messages() {}

    /** The caller knows that an event stands there, so a store that finds none lags: that is no answer. */
    static Optional<MessageSent> at(StoredEvents events, ChatId chatId, long seq) {
        return in(events.at(chatId.value(), seq)
                .orElseThrow(() -> new EventStoreException("The store does not find an event that it acknowledged")));
    }

    static Optional<MessageSent> in(DomainEventMessage<?> event) {
        return event.getPayload() instanceof MessageSent sent ? Optional.of(sent) : Optional.empty();
    }
}
