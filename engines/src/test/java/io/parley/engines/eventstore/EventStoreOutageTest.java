package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.engines.config.EnginesConfiguration;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.member.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Readers of the embedded store while PostgreSQL is killed and comes back. */
class EventStoreOutageTest {
    private static final UserId ALICE = new UserId("alice");

    @TempDir
    Path home;

    private EmbeddedPostgresServer postgres;
    private ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EnginesConfiguration.class)
    static class OnlyTheStore {}

    @BeforeEach
    void start() {
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
        context = new SpringApplicationBuilder(OnlyTheStore.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--parley.event-store=embedded",
                        "--parley.postgres.url=" + postgres.jdbcUrl(),
                        "--parley.postgres.user=" + postgres.user(),
                        "--parley.postgres.password=" + postgres.password());
    }

    @AfterEach
    void stop() {
        context.close();
        postgres.close();
    }

    @Nested
    class Readers {
        @Test
        void areCalledSoonAfterTheStoreIsBack() throws IOException {
            WakingMessageSource source = context.getBean(WakingMessageSource.class);
            AtomicInteger calls = new AtomicInteger();
            try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(source.createHeadToken())) {
                assertThat(stream.setOnAvailableCallback(calls::incrementAndGet))
                        .isTrue();
                kill();
                postgres.startAgain();
                // The first ones may still meet connections of the server that was killed.
                await().ignoreExceptions().untilAsserted(EventStoreOutageTest.this::append);
                int back = calls.get();
                append();
                await().atMost(Duration.ofSeconds(5)).until(() -> calls.get() > back && stream.hasNextAvailable());
            }
        }
    }

    private void append() {
        ChatId chat = ChatId.group(ALICE, UUID.randomUUID().toString());
        ChatCreated event = new ChatCreated(
                chat, ChatKind.GROUP, ALICE, List.of(ALICE), null, false, false, Instant.parse("2026-01-02T03:04:05Z"));
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        unitOfWork.attachTransaction(context.getBean(TransactionManager.class));
        context.getBean(EventStore.class).publish(new GenericDomainEventMessage<>("Chat", chat.value(), 0, event));
        unitOfWork.commit();
    }

    /** kill -9 of every process of the server. */
    private void kill() throws IOException {
        Path pidFile = home.resolve("postgres").resolve("data").resolve("postmaster.pid");
        ProcessHandle server = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).trim()))
                .orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.add(server);
        all.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
