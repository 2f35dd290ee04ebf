package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.engines.config.EnginesConfiguration;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.member.UserId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Axon's JDBC storage on a real PostgreSQL, as the embedded event store is set up. */
class EmbeddedEventStoreTest {
    @TempDir
    static Path home;

    private static EmbeddedPostgresServer postgres;
    private static ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EnginesConfiguration.class)
    static class OnlyTheStore {}

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
        context = new SpringApplicationBuilder(OnlyTheStore.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--parley.event-store=embedded",
                        "--parley.postgres.url=" + postgres.jdbcUrl(),
                        "--parley.postgres.user=" + postgres.user(),
                        "--parley.postgres.password=" + postgres.password());
    }

    @AfterAll
    static void stop() {
        context.close();
        postgres.close();
    }

    @Nested
    class Appending {
        @Test
        void waitsForTheOneOtherAppender() throws SQLException {
            CompletableFuture<Void> append;
            try (Connection other = connection();
                    Statement statement = other.createStatement()) {
                statement.execute("select pg_advisory_lock(" + 0x7061726c6579L + ")");
                append = CompletableFuture.runAsync(EmbeddedEventStoreTest::append);
                await().until(EmbeddedEventStoreTest::somebodyWaits);
                assertThat(append).isNotDone();
            }
            assertThat(append).succeedsWithin(java.time.Duration.ofSeconds(10));
        }
    }

    @Nested
    class Reading {
        @Test
        void isWokenByACommit() {
            AtomicInteger calls = new AtomicInteger();
            WakingMessageSource source = context.getBean(WakingMessageSource.class);
            try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(source.createHeadToken())) {
                assertThat(stream.setOnAvailableCallback(calls::incrementAndGet))
                        .isTrue();
                int before = calls.get();
                append();
                await().until(() -> calls.get() > before && stream.hasNextAvailable());
            }
        }
    }

    @Nested
    class Tokens {
        /** Denied by Jackson 3 unless allowed by name; the processor would then never replay. */
        @Test
        void ofAReplaySurviveStorage() {
            Serializer serializer = context.getBean("serializer", Serializer.class);
            TrackingToken replay = ReplayToken.createReplayToken(
                    GapAwareTrackingToken.newInstance(10, List.of(7L)),
                    GapAwareTrackingToken.newInstance(0, List.of()),
                    "why");
            SerializedObject<byte[]> stored = serializer.serialize(replay, byte[].class);
            assertThat(serializer.<byte[], Object>deserialize(stored)).isEqualTo(replay);
        }
    }

    private static void append() {
        UserId alice = new UserId("alice");
        ChatId chat = ChatId.group(alice, UUID.randomUUID().toString());
        ChatCreated event = new ChatCreated(
                chat, ChatKind.GROUP, alice, List.of(alice), null, false, false, Instant.parse("2026-01-02T03:04:05Z"));
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        unitOfWork.attachTransaction(context.getBean(TransactionManager.class));
        context.getBean(EventStore.class).publish(new GenericDomainEventMessage<>("Chat", chat.value(), 0, event));
        unitOfWork.commit();
    }

    private static boolean somebodyWaits() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet locks = statement.executeQuery(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
            return locks.next() && locks.getInt(1) == 1;
        }
    }

    private static Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
