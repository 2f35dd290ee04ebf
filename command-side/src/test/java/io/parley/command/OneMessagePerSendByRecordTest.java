package io.parley.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.command.chat.KeylessStore;
import io.parley.command.chat.StoreThatFails;
import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.shared.chat.ChatId;
import io.parley.shared.message.SendRecorded;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** On a store that keeps no keys, as Axon Server: the constraints that would help are taken away. */
class OneMessagePerSendByRecordTest extends OneMessagePerSend {
    OneMessagePerSendByRecordTest() {
        super(KeylessStore.class);
    }

    @Override
    void prepare(EmbeddedPostgresServer postgres) {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("alter table domainevententry drop constraint domainevententry_eventidentifier_key");
            statement.execute("alter table domainevententry"
                    + " drop constraint domainevententry_aggregateidentifier_sequencenumber_key");
            statement.execute("create unique index streams on domainevententry"
                    + " (aggregateidentifier, sequencenumber) where type <> 'SendRecord'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class TheStore {
        @Test
        void holdsARecordForEachMessage() {
            ChatId chat = here.open("records");
            here.say(chat, UUID.randomUUID(), "once");
            String key = here.timeline(chat).get(1).getIdentifier();
            assertThat(here.context().getBean(EventStore.class).readEvents(key).asStream())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getPayload()).isEqualTo(new SendRecorded(key, chat, 1)));
        }

        @Test
        void isSeldomAskedAboutNewMessages() {
            ChatId chat = here.open("fresh");
            int before = here.context().getBean(StoreThatFails.class).lookUps();
            talk(chat, 1_000);
            assertThat(here.context().getBean(StoreThatFails.class).lookUps() - before)
                    .isLessThan(50);
        }
    }
}
