package io.parley.engines.eventstore;

import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;

/** Stored events no two of which have one identifier, since the store refuses the second. */
public interface UniqueEvents extends StoredEvents {
    /** The event with this identifier. */
    Optional<DomainEventMessage<?>> identifiedBy(String eventIdentifier);
}
