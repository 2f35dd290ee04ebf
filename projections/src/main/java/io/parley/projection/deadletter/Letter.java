package io.parley.projection.deadletter;

import io.parley.engines.mongo.ViewIds;
import io.parley.shared.chat.MessageSent;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits in the queue.
 *
 * @param id {@link ViewIds#letter}: the same event has the same id, however often it is set aside
 * @param reference stands for the event
 * @param reason why it cannot be projected; null where it only waits behind one that cannot
 * @param attempts how often it was tried in vain
 */
record Letter(
        String id,
        DomainEventMessage<EventRef> reference,
        @Nullable Cause reason,
        long attempts,
        Instant enqueuedAt,
        Instant lastTouched)
        implements DeadLetter<DomainEventMessage<?>> {
    private static final String ATTEMPTS = "attempts";

    static Letter of(DomainEventMessage<?> event, @Nullable Poison reason, Instant now) {
        String chatId = ViewIds.head(event.getAggregateIdentifier());
        DomainEventMessage<EventRef> reference = new GenericDomainEventMessage<>(
                event.getType(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                new EventRef(type(event)),
                MetaData.emptyInstance(),
                event.getIdentifier(),
                event.getTimestamp());
        return new Letter(ViewIds.letter(chatId, position(event)), reference, reason, reason == null ? 0 : 1, now, now);
    }

    private static String type(DomainEventMessage<?> event) {
        return event.getPayloadType() == UnknownSerializedType.class
                ? ((UnknownSerializedType) event.getPayload()).serializedType().getName()
                : event.getPayloadType().getName();
    }

    private static long position(DomainEventMessage<?> event) {
        if (event instanceof TrackedEventMessage<?> tracked) {
            return tracked.trackingToken().position().orElseThrow();
        }
        throw new IllegalArgumentException("Event " + event.getIdentifier() + " does not say where it stands.");
    }

    String chatId() {
        return ViewIds.head(reference.getAggregateIdentifier());
    }

    String type() {
        return reference.getPayload().type();
    }

    long seq() {
        return reference.getSequenceNumber();
    }

    /** Whether it is in its chat's timeline, and not a member's mark. */
    boolean isInTimeline() {
        return reference.getAggregateIdentifier().equals(chatId());
    }

    boolean isCreation() {
        return isInTimeline() && seq() == 0;
    }

    boolean isMessage() {
        return type().equals(MessageSent.class.getName());
    }

    /** Whether nothing speaks against trying it as soon as it is the first. */
    boolean onlyWaits() {
        return reason == null;
    }

    @Override
    public DomainEventMessage<?> message() {
        return reference;
    }

    @Override
    public Optional<Cause> cause() {
        return Optional.ofNullable(reason);
    }

    @Override
    public MetaData diagnostics() {
        return MetaData.with(ATTEMPTS, attempts);
    }

    @Override
    public Letter markTouched() {
        return new Letter(id, reference, reason, attempts, enqueuedAt, GenericDeadLetter.clock.instant());
    }

    @Override
    public Letter withCause(@Nullable Throwable cause) {
        Cause newReason = cause == null ? reason : ThrowableCause.asCause(cause);
        return new Letter(id, reference, newReason, attempts, enqueuedAt, lastTouched);
    }

    @Override
    public Letter withDiagnostics(MetaData diagnostics) {
        long tried = diagnostics.get(ATTEMPTS) instanceof Number number ? number.longValue() : attempts;
        return new Letter(id, reference, reason, tried, enqueuedAt, lastTouched);
    }

    static MetaData oneAttemptMore(MetaData diagnostics) {
        return MetaData.with(ATTEMPTS, diagnostics.get(ATTEMPTS) instanceof Number tried ? tried.longValue() + 1 : 1L);
    }
}
