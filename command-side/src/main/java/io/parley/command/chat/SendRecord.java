package io.parley.command.chat;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.parley.shared.message.SendRecorded;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** The record of one send: a stream of one event, which a second send with the same key cannot begin again. */
@Aggregate
@SuppressWarnings("NullAway.Init") // Axon makes it empty and lets the first event fill it.
class SendRecord {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private String key;

    SendRecord() {}

    SendRecord(SendRecorded place) {
        apply(place);
    }

    @EventSourcingHandler
    void on(SendRecorded event) {
        key = event.key();
    }
}
