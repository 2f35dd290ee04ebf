package io.parley.command.chat;

import io.parley.shared.chat.MessageSent;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/**
 * Stores each message under its {@link SendKey} instead of a random identifier. Identifiers are unique in the store, in
 * the very transaction that appends: whatever an aggregate believed, one send makes one message.
 */
final class KeyedMessages implements MessageDispatchInterceptor<EventMessage<?>> {
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        return (index, event) ->
                event.getPayload() instanceof MessageSent sent && event instanceof DomainEventMessage<?> stored
                        ? keyed(stored, sent)
                        : event;
    }

    private static EventMessage<?> keyed(DomainEventMessage<?> event, MessageSent sent) {
        return new GenericDomainEventMessage<>(
                event.getType(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                sent,
                event.getMetaData(),
                SendKey.of(sent).value(),
                event.getTimestamp());
    }
}
