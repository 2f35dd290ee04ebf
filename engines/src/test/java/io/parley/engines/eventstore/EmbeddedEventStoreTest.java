package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
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
            WakingMessageSource source = store.bean(WakingMessageSource.class);
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
    class Tokens {
        @Test
        void rememberNoHoleThatARollbackLeft() throws InterruptedException {
            WakingMessageSource source = store.bean(WakingMessageSource.class);
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
