package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.parley.shared.json.MillisText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Axon's JDBC storage on a real PostgreSQL, as the embedded event store is set up. */
class EmbeddedEventStoreTest {
    /** {@code parley.command.patience}: who sent a command does not wait longer. */
    private static final Duration PATIENCE = Duration.ofMillis(4_500);

    private static EventStoreOnPostgres store;

    @BeforeAll
    static void start(@TempDir Path home) {
        store = EventStoreOnPostgres.in(home);
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Nested
    class Appending {
        @Test
        void waitsForTheOneOtherAppender() throws SQLException {
            CompletableFuture<Void> append;
            try (Connection other = store.appendingElsewhere()) {
                append = CompletableFuture.runAsync(store::append);
                await().until(store::somebodyWaitsToAppend);
                assertThat(append).isNotDone();
                assertThat(other.isClosed()).isFalse();
            }
            assertThat(append).succeedsWithin(Duration.ofSeconds(10));
        }

        @Test
        void givesUpWhileItsSenderStillWaits() throws SQLException {
            try (Connection other = store.appendingElsewhere()) {
                CompletableFuture<Throwable> failure =
                        CompletableFuture.supplyAsync(() -> catchThrowable(store::append));
                assertThat(failure).succeedsWithin(PATIENCE);
                assertThat(StoreFault.of(failure.join())).isEqualTo(StoreFault.PASSING);
                assertThat(other.isClosed()).isFalse();
            }
            store.append();
        }
    }

    @Nested
    class Reading {
        @Test
        void isWokenByACommit() {
            AtomicInteger calls = new AtomicInteger();
            EventTail source = store.bean(EventTail.class);
            try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(source.createHeadToken())) {
                assertThat(stream.setOnAvailableCallback(calls::incrementAndGet))
                        .isTrue();
                int before = calls.get();
                store.append();
                await().until(() -> calls.get() > before && stream.hasNextAvailable());
            }
        }
    }

    @Nested
    class TheTail {
        /** What is handed on at the commit must be what anybody reads later, at the place where it is read. */
        @Test
        void showsEventsAsTheyAreStored() throws InterruptedException {
            EventTail tail = store.bean(EventTail.class);
            store.append();
            TrackingToken before = tail.createHeadToken();
            try (BlockingStream<TrackedEventMessage<?>> followed = tail.openStream(before)) {
                store.append(5);
                store.append();
                List<String> shown = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    shown.add(described(followed.nextAvailable()));
                }
                assertThat(shown)
                        .isEqualTo(store
                                .bean(IndexedEvents.class)
                                .after(before.position().orElseThrow())
                                .stream()
                                .map(stored -> described(stored.event()))
                                .toList());
            }
        }

        @Test
        void showsWhatAnotherProcessAppends() throws InterruptedException, SQLException {
            EventTail tail = store.bean(EventTail.class);
            try (BlockingStream<TrackedEventMessage<?>> followed = tail.openStream(tail.createHeadToken())) {
                store.append();
                String mine = described(followed.nextAvailable());
                store.appendCopyElsewhere();
                assertThat(followed.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
                String theirs = described(followed.nextAvailable());
                store.append();
                assertThat(followed.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
                assertThat(List.of(mine, theirs, described(followed.nextAvailable())))
                        .doesNotHaveDuplicates();
            }
        }

        @Test
        void showsNothingThatWasRolledBack() throws InterruptedException {
            EventTail tail = store.bean(EventTail.class);
            try (BlockingStream<TrackedEventMessage<?>> followed = tail.openStream(tail.createHeadToken())) {
                store.appendAndRollBack();
                store.append();
                assertThat(followed.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
                followed.nextAvailable();
                assertThat(followed.hasNextAvailable()).isFalse();
            }
        }

        private String described(TrackedEventMessage<?> message) {
            DomainEventMessage<?> event = (DomainEventMessage<?>) message;
            return String.join(
                    " ",
                    event.getIdentifier(),
                    event.getType(),
                    event.getAggregateIdentifier(),
                    Long.toString(event.getSequenceNumber()),
                    MillisText.of(event.getTimestamp()),
                    event.getPayload().toString(),
                    event.getMetaData().toString(),
                    message.trackingToken().toString());
        }
    }

    @Nested
    class Tokens {
        @Test
        void rememberNoHoleThatARollbackLeft() throws InterruptedException {
            EventTail source = store.bean(EventTail.class);
            store.append();
            TrackingToken before = source.createHeadToken();
            store.appendAndRollBack();
            store.append();
            try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(before)) {
                GapAwareTrackingToken token =
                        (GapAwareTrackingToken) stream.nextAvailable().trackingToken();
                assertThat(token.getIndex()).isGreaterThan(((GapAwareTrackingToken) before).getIndex() + 1);
                assertThat(token.getGaps()).isEmpty();
            }
        }

        /** Denied by Jackson 3 unless allowed by name; the processor would then never replay. */
        @Test
        void ofAReplaySurviveStorage() {
            Serializer serializer = store.context().getBean("serializer", Serializer.class);
            TrackingToken replay = ReplayToken.createReplayToken(
                    GapAwareTrackingToken.newInstance(10, List.of(7L)),
                    GapAwareTrackingToken.newInstance(0, List.of()),
                    "why");
            SerializedObject<byte[]> stored = serializer.serialize(replay, byte[].class);
            assertThat(serializer.<byte[], Object>deserialize(stored)).isEqualTo(replay);
        }
    }
}
