package io.parley.projection.deadletter;

import io.parley.shared.chat.MessageSent;
import io.parley.shared.message.Content;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/** Events of which some messages are larger than any document of MongoDB, until they are mended. */
final class MendableEvents extends InMemoryEventStorageEngine {
    private static final Content TOO_LARGE = Content.text("x".repeat(17 << 20));

    private final Set<String> poisoned = ConcurrentHashMap.newKeySet();

    void poison(String chatId, long seq) {
        poisoned.add(chatId + seq);
    }

    void mend(String chatId, long seq) {
        poisoned.remove(chatId + seq);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(TrackingToken trackingToken, boolean mayBlock) {
        return super.readEvents(trackingToken, mayBlock).map(this::asItIsNow);
    }

    private TrackedEventMessage<?> asItIsNow(TrackedEventMessage<?> message) {
        return message instanceof GenericTrackedDomainEventMessage<?> event && isPoisoned(event)
                ? new GenericTrackedDomainEventMessage<>(event.trackingToken(), enlarged(event))
                : message;
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        return DomainEventStream.of(super.readEvents(aggregateIdentifier, firstSequenceNumber)
                .asStream()
                .map(event -> isPoisoned(event) ? enlarged(event) : event));
    }

    private boolean isPoisoned(DomainEventMessage<?> event) {
        return poisoned.contains(event.getAggregateIdentifier() + event.getSequenceNumber());
    }

    private static GenericDomainEventMessage<?> enlarged(DomainEventMessage<?> event) {
        MessageSent sent = (MessageSent) ((EventMessage<?>) event).getPayload();
        MessageSent large = new MessageSent(
                sent.chatId(),
                sent.messageId(),
                sent.clientMsgId(),
                sent.sender(),
                TOO_LARGE,
                null,
                null,
                sent.mentions(),
                sent.ordinal(),
                sent.senderOrdinal(),
                sent.at());
        return new GenericDomainEventMessage<>(
                event.getType(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                large,
                event.getMetaData(),
                event.getIdentifier(),
                event.getTimestamp());
    }
}
