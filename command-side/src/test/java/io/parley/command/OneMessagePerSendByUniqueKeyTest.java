package io.parley.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.command.chat.KeyedStore;
import io.parley.command.chat.StoreThatFails;
import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** On the embedded store, as it is used. */
class OneMessagePerSendByUniqueKeyTest extends OneMessagePerSend {
    OneMessagePerSendByUniqueKeyTest() {
        super(KeyedStore.class);
    }

    @Override
    void prepare(EmbeddedPostgresServer postgres) {
        // It keeps unique keys by itself.
    }

    @Nested
    class TheStore {
        @Test
        void refusesASecondMessageOfOneSendWhoeverAppendsIt() {
            ChatId chat = here.open("around the chat");
            here.say(chat, UUID.randomUUID(), "once");
            MessageSent sent = (MessageSent) here.timeline(chat).get(1).getPayload();
            assertThatThrownBy(() -> here.context()
                            .getBean(EventStore.class)
                            .publish(new GenericDomainEventMessage<>("Chat", chat.value(), 2, sent)))
                    .isInstanceOf(ConcurrencyException.class);
            assertThat(here.timeline(chat)).hasSize(2);
        }

        @Test
        void isAskedNothingAboutNewMessages() {
            ChatId chat = here.open("fresh");
            int before = here.context().getBean(StoreThatFails.class).lookUps();
            talk(chat, 50);
            assertThat(here.context().getBean(StoreThatFails.class).lookUps()).isEqualTo(before);
        }
    }
}
