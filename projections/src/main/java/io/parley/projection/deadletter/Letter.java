package io.parley.projection.deadletter;

import io.parley.engines.mongo.ViewIds;
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
 * An event that waits in the queue; or a tail, which stands for all events of a stream from its own to {@code upTo}.
 *
 * @param id {@link ViewIds#letter}, {@link ViewIds#letterFromTail} or {@link ViewIds#letterTail}: the same event has the
 *     same id, however often it is set aside
 * @param reference stands for the event
 * @param reason why it cannot be projected; null where it only waits behind one that cannot
 * @param attempts how often it was tried in vain
 * @param upTo the last seq for which it stands: its own, unless it is a tail
 */
record Letter(
        String id,
        DomainEventMessage<EventRef> reference,
        @Nullable Cause reason,
        long attempts,
        Instant enqueuedAt,
        Instant lastTouched,
        long upTo)
        implements DeadLetter<DomainEventMessage<?>> {
    private static final String ATTEMPTS = "attempts";

    /** What a tail holds where other letters hold their event's class. */
    static final String SEVERAL = "Several";

    static Letter of(DomainEventMessage<?> event, @Nullable Poison reason, Instant now) {
        String chatId = ViewIds.head(event.getAggregateIdentifier());
        return of(ViewIds.letter(chatId, position(event)), event, reason, now);
    }

    /** An event that a tail stood for. */
    static Letter fromTail(DomainEventMessage<?> event, Instant now) {
        return of(ViewIds.letterFromTail(event.getAggregateIdentifier(), event.getSequenceNumber()), event, null, now);
    }

    private static Letter of(String id, DomainEventMessage<?> event, @Nullable Poison reason, Instant now) {
        return new Letter(
                id, reference(event, type(event)), reason, reason == null ? 0 : 1, now, now, event.getSequenceNumber());
    }

    /** Stands for this letter's event and what follows it in its stream, up to a seq. */
    Letter asTail(long lastSeq) {
        String tail = ViewIds.letterTail(stream());
        return new Letter(tail, reference(reference, SEVERAL), null, 0, enqueuedAt, lastTouched, lastSeq);
    }

    private static DomainEventMessage<EventRef> reference(DomainEventMessage<?> event, String type) {
        return new GenericDomainEventMessage<>(
                event.getType(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                new EventRef(type),
                MetaData.emptyInstance(),
                event.getIdentifier(),
                event.getTimestamp());
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
        return ViewIds.head(stream());
    }

    /** Of the chat's timeline, or of a member's marks. */
    String stream() {
        return reference.getAggregateIdentifier();
    }

    /** What an administrator calls it: its seq in the timeline, or the member and the seq among its marks. */
    String name() {
        return isInTimeline() ? Long.toString(seq()) : ViewIds.tail(stream()) + ":" + seq();
    }

    boolean isTail() {
        return id.startsWith(ViewIds.lettersEnd(chatId()));
    }

    /** Whether it came from the events as they happened, and so knows its place among all of them. */
    boolean hasPosition() {
        return id.compareTo(ViewIds.letter(chatId(), Long.MAX_VALUE)) <= 0;
    }

    /** Whether an event happened before this letter's, as those do that come again from the beginning. */
    boolean isBehind(DomainEventMessage<?> event) {
        return hasPosition() && ViewIds.letter(chatId(), position(event)).compareTo(id) < 0;
    }

    String type() {
        return reference.getPayload().type();
    }

    long seq() {
        return reference.getSequenceNumber();
    }

    /** Whether it is in its chat's timeline, and not a member's mark. */
    boolean isInTimeline() {
        return stream().equals(chatId());
    }

    boolean isCreation() {
        return isInTimeline() && seq() == 0;
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
        return new Letter(id, reference, reason, attempts, enqueuedAt, GenericDeadLetter.clock.instant(), upTo);
    }

    @Override
    public Letter withCause(@Nullable Throwable cause) {
        Cause newReason = cause == null ? reason : ThrowableCause.asCause(cause);
        return new Letter(id, reference, newReason, attempts, enqueuedAt, lastTouched, upTo);
    }

    @Override
    public Letter withDiagnostics(MetaData diagnostics) {
        long tried = diagnostics.get(ATTEMPTS) instanceof Number number ? number.longValue() : attempts;
        return new Letter(id, reference, reason, tried, enqueuedAt, lastTouched, upTo);
    }

    static MetaData oneAttemptMore(MetaData diagnostics) {
        return MetaData.with(ATTEMPTS, diagnostics.get(ATTEMPTS) instanceof Number tried ? tried.longValue() + 1 : 1L);
    }
}
