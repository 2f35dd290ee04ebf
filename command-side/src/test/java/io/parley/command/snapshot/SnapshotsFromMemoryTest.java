package io.parley.command.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.stream.IntStream;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.Repository;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counters that are cached and snapshotted after every third event, in front of a store of the test's own. */
class SnapshotsFromMemoryTest {
    private static final int EVERY = 3;
    private static final int WAITING = 64;

    private final InMemoryEventStorageEngine stored = new InMemoryEventStorageEngine();
    private final EmbeddedEventStore events =
            EmbeddedEventStore.builder().storageEngine(stored).build();
    private final Queue<Runnable> storing = new ArrayDeque<>();
    private final Cache cache = new WeakReferenceCache();
    private final Repository<Counter> counters = EventSourcingRepository.builder(Counter.class)
            .eventStore(events)
            .cache(cache)
            .snapshotTriggerDefinition(
                    new SnapshotsFromMemory(Jackson3Serializer.builder().build(), events, storing::add, EVERY))
            .build();

    @AfterEach
    void stop() {
        while (CurrentUnitOfWork.isStarted()) {
            CurrentUnitOfWork.get().rollback();
        }
        events.shutDown();
    }

    @Test
    void holdWhatIsCommittedAndNothingThatIsRolledBack() {
        begin("c");
        count("c", 1).rollback();
        count("c", 3).rollback();
        assertThat(storing).isEmpty();

        count("c", 1).commit();
        assertThat(storing).isEmpty();
        count("c", 2).commit();
        storeAll();

        assertThat(snapshotOf("c")).hasValue(3);
        assertThat(counted("c")).isEqualTo(4);
    }

    @Test
    void areTakenOnceForSeveralEventsOfOneCommit() {
        begin("c");
        count("c", 7).commit();

        assertThat(storing).hasSize(1);
        storeAll();
        assertThat(snapshotOf("c")).hasValue(7);
    }

    @Test
    void showTheStateOfTheirTimeHoweverLateTheyAreStored() {
        begin("c");
        count("c", 2).commit();
        count("c", 1).commit();
        storeAll();

        assertThat(snapshotOf("c")).hasValue(2);
        cache.removeAll();
        assertThat(counted("c")).isEqualTo(4);
    }

    @Test
    void areTakenWithTheNextEventWhereTooManyWaitToBeStored() {
        IntStream.rangeClosed(0, WAITING).forEach(number -> {
            begin("c" + number);
            count("c" + number, EVERY - 1).commit();
        });
        assertThat(storing).hasSize(WAITING);
        storeAll();
        assertThat(snapshotOf("c" + WAITING)).isEmpty();

        count("c" + WAITING, 1).commit();
        storeAll();

        assertThat(snapshotOf("c" + WAITING)).hasValue(EVERY);
    }

    private void begin(String id) {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        try {
            counters.newInstance(Counter::new).execute(counter -> counter.begin(id));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        unitOfWork.commit();
    }

    /** Not committed yet. */
    private UnitOfWork<?> count(String id, int times) {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        counters.load(id).execute(counter -> IntStream.range(0, times).forEach(time -> counter.count()));
        return unitOfWork;
    }

    private int counted(String id) {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        int counted = counters.load(id).invoke(counter -> counter.counted);
        unitOfWork.commit();
        return counted;
    }

    private void storeAll() {
        while (!storing.isEmpty()) {
            storing.remove().run();
        }
    }

    private OptionalLong snapshotOf(String id) {
        return stored.readSnapshot(id)
                .map(DomainEventMessage::getSequenceNumber)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    record Counted(String id) {}

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    @SuppressWarnings("NullAway.Init") // Axon makes it empty and lets the first event fill it.
    static class Counter {
        @AggregateIdentifier
        private String id;

        private int counted;

        Counter() {}

        void begin(String name) {
            apply(new Counted(name));
        }

        void count() {
            apply(new Counted(id));
        }

        @EventSourcingHandler
        void on(Counted event) {
            id = event.id();
            counted++;
        }
    }
}
