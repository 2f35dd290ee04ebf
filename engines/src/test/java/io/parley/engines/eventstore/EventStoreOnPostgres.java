package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.embedded.postgres.PostgresCrash;
import io.parley.engines.config.EnginesConfiguration;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.member.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The embedded event store as it is set up, and nothing else, on a PostgreSQL that can be killed. */
record EventStoreOnPostgres(Path home, EmbeddedPostgresServer postgres, ConfigurableApplicationContext context)
        implements AutoCloseable {
    private static final UserId ALICE = new UserId("alice");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EnginesConfiguration.class)
    static class OnlyTheStore {}

    static EventStoreOnPostgres in(Path home) {
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(home, progress -> {});
        return new EventStoreOnPostgres(
                home,
                postgres,
                new SpringApplicationBuilder(OnlyTheStore.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--parley.event-store=embedded",
                                "--parley.postgres.url=" + postgres.jdbcUrl(),
                                "--parley.postgres.user=" + postgres.user(),
                                "--parley.postgres.password=" + postgres.password()));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** One event, as a command stores it. */
    void append() {
        append(1);
    }

    void append(int events) {
        published(events).commit();
    }

    /** The newest event once more, under other names, as a second process on this database stores one. */
    void appendCopyElsewhere() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into DomainEventEntry (eventIdentifier, aggregateIdentifier, sequenceNumber, type,"
                            + " timeStamp, payloadType, payloadRevision, payload, metaData) select eventIdentifier || '-copy',"
                            + " aggregateIdentifier || '-copy', sequenceNumber, type, timeStamp, payloadType, payloadRevision,"
                            + " payload, metaData from DomainEventEntry order by globalIndex desc limit 1");
        }
    }

    /** Takes a place in the order of all events that stays empty. */
    void appendAndRollBack() {
        UnitOfWork<?> unitOfWork = published(1);
        unitOfWork.onCommit(stored -> {
            throw new IllegalStateException("planted");
        });
        assertThatIllegalStateException().isThrownBy(unitOfWork::commit);
    }

    private UnitOfWork<?> published(int events) {
        ChatId chat = ChatId.group(ALICE, UUID.randomUUID().toString());
        ChatCreated event = new ChatCreated(
                chat, ChatKind.GROUP, ALICE, List.of(ALICE), null, false, false, Instant.parse("2026-01-02T03:04:05Z"));
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        unitOfWork.attachTransaction(bean(TransactionManager.class));
        for (int seq = 0; seq < events; seq++) {
            bean(EventStore.class).publish(new GenericDomainEventMessage<>("Chat", chat.value(), seq, event));
        }
        return unitOfWork;
    }

    /** Takes the turn of every appender for as long as the connection is open. */
    Connection appendingElsewhere() throws SQLException {
        Connection other = connection();
        try (Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + 0x7061726c6579L + ")");
        }
        return other;
    }

    boolean somebodyWaitsToAppend() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet locks = statement.executeQuery(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
            return locks.next() && locks.getInt(1) == 1;
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    void killPostgres() throws IOException {
        PostgresCrash.in(home);
    }

    @Override
    public void close() {
        context.close();
        postgres.close();
    }
}
