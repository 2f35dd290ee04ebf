package io.parley.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.command.chat.KeyedStore;
import io.parley.command.chat.StoreThatFails;
import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.message.MessageAccepted;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.common.caching.Cache;
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

    @Nested
    class AClientThatRepeatsItsOldSends {
        private final AtomicInteger evictions = new AtomicInteger();

        @Test
        void costsLookUpsAndLeavesTheChatInMemory() {
            ChatId chat = here.open("loop");
            List<UUID> old =
                    IntStream.range(0, 20).mapToObj(n -> UUID.randomUUID()).toList();
            List<MessageAccepted> first =
                    old.stream().map(id -> here.say(chat, id, "once")).toList();
            talk(chat, MANY);
            here.context()
                    .getBean("chatCache", Cache.class)
                    .registerCacheEntryListener(new Cache.EntryListenerAdapter() {
                        @Override
                        public void onEntryRemoved(Object key) {
                            evictions.incrementAndGet();
                        }
                    });
            assertThat(here.say(chat, old.get(0), "once")).isEqualTo(first.get(0));
            assertThat(evictions).as("so much was found out the hard way").hasValue(1);
            int before = here.context().getBean(StoreThatFails.class).lookUps();
            assertThat(old.stream().map(id -> here.say(chat, id, "once"))).isEqualTo(first);
            assertThat(evictions).hasValue(1);
            assertThat(here.context().getBean(StoreThatFails.class).lookUps() - before)
                    .isEqualTo(old.size());
        }
    }
}
