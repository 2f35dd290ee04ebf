package io.parley.command.snapshot;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.LazyDeserializingObject;
import org.axonframework.serialization.SerializedMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot of an aggregate that is in memory, after a number of its events. Axon's snapshotter reads and decodes
 * all those events once more. The state is written as JSON right after the commit, where the aggregate's lock is still
 * held, and stored on another thread. One that cannot be stored is left out: more events are then read at the next load.
 */
public final class SnapshotsFromMemory implements SnapshotTriggerDefinition {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotsFromMemory.class);
    /** Written and not yet stored; further ones are taken with the events to come. */
    private static final int WAITING = 64;

    private final Serializer serializer;
    private final EventStore events;
    private final Executor storing;
    private final int every;
    private final Semaphore room = new Semaphore(WAITING);

    /**
     * @param storing where snapshots are stored
     * @param every events between two snapshots of one aggregate
     */
    public SnapshotsFromMemory(Serializer serializer, EventStore events, Executor storing, int every) {
        this.serializer = serializer;
        this.events = events;
        this.storing = storing;
        this.every = every;
    }

    @Override
    public SnapshotTrigger prepareTrigger(Class<?> aggregateType) {
        return new EventCount(every, this::take);
    }

    /** Answers whether it is on its way. */
    private boolean take(EventSourcedAggregate<?> aggregate) {
        if (aggregate.isDeleted() || !room.tryAcquire()) {
            return false;
        }
        try {
            DomainEventMessage<?> snapshot = written(aggregate);
            storing.execute(() -> store(snapshot));
            return true;
        } catch (RuntimeException e) {
            room.release();
            LOG.warn("A snapshot of {} could not be taken.", aggregate.type(), e);
            return true;
        }
    }

    /** Only in its written form does the state not change any more. */
    private DomainEventMessage<?> written(EventSourcedAggregate<?> aggregate) {
        SerializedObject<byte[]> state = serializer.serialize(aggregate.getAggregateRoot(), byte[].class);
        return new GenericDomainEventMessage<>(
                aggregate.type(),
                aggregate.identifierAsString(),
                aggregate.version(),
                new SerializedMessage<>(
                        IdentifierFactory.getInstance().generateIdentifier(),
                        new LazyDeserializingObject<>(state, serializer),
                        new LazyDeserializingObject<>(MetaData.emptyInstance())),
                GenericDomainEventMessage.clock.instant());
    }

    private void store(DomainEventMessage<?> snapshot) {
        try {
            events.storeSnapshot(snapshot);
        } catch (RuntimeException e) {
            LOG.warn("A snapshot of {} could not be stored.", snapshot.getType(), e);
        } finally {
            room.release();
        }
    }
}
