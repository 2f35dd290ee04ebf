package io.parley.engines.eventstore;

import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;

/** Reads single events, each at the price of one row: the store's streams are made for reading many. */
public interface StoredEvents {
    /** The event at {@code seq} of an aggregate's stream. */
    Optional<DomainEventMessage<?>> at(String aggregateId, long seq);
}
