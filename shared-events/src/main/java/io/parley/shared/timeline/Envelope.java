package io.parley.shared.timeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a device's stream carries, as it stands on the wire. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChatCreatedEnvelope.class, name = "CHAT_CREATED"),
    @JsonSubTypes.Type(value = MessageEnvelope.class, name = "MESSAGE"),
    @JsonSubTypes.Type(value = ReceiptEnvelope.class, name = "RECEIPT"),
    @JsonSubTypes.Type(value = GapEnvelope.class, name = "GAP"),
    @JsonSubTypes.Type(value = CaughtUpEnvelope.class, name = "CAUGHT_UP")
})
public sealed interface Envelope permits TimelineEnvelope, ReceiptEnvelope, GapEnvelope, CaughtUpEnvelope {}
