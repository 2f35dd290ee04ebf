package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewIds;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A chat's timeline and its members' marks in one order, though they are streams of their own. Told from the stream's id
 * and never from the payload: one that cannot be read must not stop those who only want to know whose it is.
 */
public final class ByChat implements SequencingPolicy<EventMessage<?>> {
    @Override
    public @Nullable Object getSequenceIdentifierFor(EventMessage<?> message) {
        return message instanceof DomainEventMessage<?> event ? ViewIds.head(event.getAggregateIdentifier()) : null;
    }
}
