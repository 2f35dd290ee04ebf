package io.parley.projection.deadletter;

import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Letters;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A letter as it is stored. */
final class LetterDocument {
    static final Instant UNCLAIMED = Instant.EPOCH;

    private LetterDocument() {}

    static Document of(Letter letter) {
        return new Document(ViewSchema.ID, letter.id())
                .append(Letters.STREAM, letter.reference().getAggregateIdentifier())
                .append(Letters.STREAM_TYPE, letter.reference().getType())
                .append(ViewSchema.SEQ, letter.seq())
                .append(Letters.UP_TO, letter.upTo())
                .append(Letters.EVENT_ID, letter.reference().getIdentifier())
                .append(ViewSchema.AT, letter.reference().getTimestamp())
                .append(Letters.SINCE, letter.enqueuedAt())
                .append(Letters.TYPE, letter.type())
                .append(Letters.CLAIMED, UNCLAIMED)
                .append(Letters.CAUSE, cause(letter.reason()))
                .append(Letters.ATTEMPTS, letter.attempts())
                .append(Letters.TOUCHED, letter.lastTouched());
    }

    /** What changes when it was tried in vain. */
    static Document update(Letter letter) {
        return new Document(
                "$set",
                new Document(Letters.CAUSE, cause(letter.reason()))
                        .append(Letters.ATTEMPTS, letter.attempts())
                        .append(Letters.TOUCHED, letter.lastTouched())
                        .append(Letters.CLAIMED, UNCLAIMED));
    }

    /** Lets a tail stand for the same events as another one of its stream, too; makes it where there is none. */
    static Document extension(Letter tail) {
        Document once = of(tail);
        List.of(ViewSchema.ID, ViewSchema.SEQ, Letters.UP_TO).forEach(once::remove);
        return new Document("$setOnInsert", once)
                .append("$min", new Document(ViewSchema.SEQ, tail.seq()))
                .append("$max", new Document(Letters.UP_TO, tail.upTo()));
    }

    static Letter read(Document document) {
        Document cause = document.get(Letters.CAUSE, Document.class);
        return new Letter(
                document.getString(ViewSchema.ID),
                new GenericDomainEventMessage<>(
                        document.getString(Letters.STREAM_TYPE),
                        document.getString(Letters.STREAM),
                        document.getLong(ViewSchema.SEQ),
                        new EventRef(document.getString(Letters.TYPE)),
                        MetaData.emptyInstance(),
                        document.getString(Letters.EVENT_ID),
                        time(document, ViewSchema.AT)),
                cause == null
                        ? null
                        : new ThrowableCause(cause.getString(Letters.TYPE), cause.getString(Letters.SENTENCE)),
                document.getLong(Letters.ATTEMPTS),
                time(document, Letters.SINCE),
                time(document, Letters.TOUCHED),
                document.getLong(Letters.UP_TO));
    }

    private static @Nullable Document cause(@Nullable Cause cause) {
        return cause == null
                ? null
                : new Document(Letters.TYPE, cause.type()).append(Letters.SENTENCE, cause.message());
    }

    private static Instant time(Document document, String field) {
        Date date = document.getDate(field);
        return date.toInstant();
    }
}
