package io.parley.projection.timeline;

import io.parley.shared.chat.ChatEvent;
import io.parley.shared.receipt.ReceiptEvent;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.jspecify.annotations.Nullable;

/** A chat's timeline and its members' marks in one order, though they are streams of their own. */
public final class ByChat implements SequencingPolicy<EventMessage<?>> {
    @Override
    public @Nullable Object getSequenceIdentifierFor(EventMessage<?> message) {
        if (message.getPayload() instanceof ChatEvent event) {
            return event.chatId().value();
        }
        return message.getPayload() instanceof ReceiptEvent event
                ? event.chatId().value()
                : null;
    }
}
