package io.parley.engines.eventstore;

import io.parley.shared.json.MillisText;
import java.time.Instant;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.jspecify.annotations.Nullable;

/** A stored event whose time is read once, and quickly: every reader and every meter asks for it. */
final class StoredRow extends GenericDomainEventEntry<byte[]> {
    private final @Nullable Instant at;

    StoredRow(
            String type,
            @Nullable String aggregateIdentifier,
            long sequenceNumber,
            String eventIdentifier,
            String timestamp,
            String payloadType,
            @Nullable String payloadRevision,
            byte[] payload,
            byte[] metaData) {
        super(
                type,
                aggregateIdentifier,
                sequenceNumber,
                eventIdentifier,
                timestamp,
                payloadType,
                payloadRevision,
                payload,
                metaData);
        this.at = MillisText.read(timestamp);
    }

    @Override
    public Instant getTimestamp() {
        return at != null ? at : super.getTimestamp();
    }
}
