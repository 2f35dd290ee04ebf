package io.parley.engines.eventstore;

import static org.axonframework.eventsourcing.EventStreamUtils.upcastAndDeserializeDomainEvents;

import io.axoniq.axonserver.connector.event.AggregateEventStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.event.axon.GrpcBackedDomainEventData;
import org.axonframework.axonserver.connector.event.axon.GrpcMetaDataAwareSerializer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/** Asks Axon Server for one event instead of for the stream from there on, which would be sent until somebody ends it. */
final class AxonServerStoredEvents implements StoredEvents {
    private final AxonServerConnectionManager connections;
    private final Serializer serializer;
    private final EventUpcaster upcasters;

    AxonServerStoredEvents(AxonServerConnectionManager connections, Serializer serializer, EventUpcaster upcasters) {
        this.connections = connections;
        this.serializer = new GrpcMetaDataAwareSerializer(serializer);
        this.upcasters = upcasters;
    }

    @Override
    public Optional<DomainEventMessage<?>> at(String aggregateId, long seq) {
        AggregateEventStream stream = connections
                .getConnection(connections.getDefaultContext())
                .eventChannel()
                .openAggregateStream(aggregateId, seq, seq + 1);
        try {
            return stream.hasNext()
                    ? upcastAndDeserializeDomainEvents(
                                    Stream.of(new GrpcBackedDomainEventData(stream.next())), serializer, upcasters)
                            .asStream()
                            .filter(event -> event.getSequenceNumber() == seq)
                            .findFirst()
                            .map(event -> event)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventStoreException("Interrupted while reading an event from Axon Server", e);
        } finally {
            stream.cancel();
        }
    }
}
