package io.parley.shared.timeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a device's stream carries, as it stands on the wire. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(ChatCreatedEnvelope.class),
    @JsonSubTypes.Type(MessageEnvelope.class),
    @JsonSubTypes.Type(ReceiptEnvelope.class),
    @JsonSubTypes.Type(GapEnvelope.class),
    @JsonSubTypes.Type(CaughtUpEnvelope.class)
})
public sealed interface Envelope permits TimelineEnvelope, ReceiptEnvelope, GapEnvelope, CaughtUpEnvelope {}
