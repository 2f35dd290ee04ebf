package io.parley.edge.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Commands whose first tries are stored without anybody hearing of it. */
class LostAnswersTest extends EdgeTest {
    private Device kim;

    @BeforeEach
    void connect() {
        kim = device("kim-" + UUID.randomUUID()).connect();
    }

    @AfterEach
    void disconnect() {
        backend.loseAnswers(0);
        kim.close();
    }

    @Nested
    class AGroup {
        @Test
        void withoutANameOfTheClientsIsTheClientsOwn() {
            assertThat(created(Map.of("kind", "GROUP", "members", List.of()))).isTrue();
        }

        @Test
        void withANameIsThereAlready() {
            assertThat(created(Map.of("kind", "GROUP", "members", List.of(), "clientChatId", "lake")))
                    .isFalse();
        }

        private boolean created(Map<String, Object> group) {
            backend.loseAnswers(2);
            return kim.ask("chat.create", group).get("created").asBoolean();
        }
    }

    @Nested
    class AMessage {
        @Test
        void isStoredOnceAndAcknowledged() {
            String chat = kim.createGroup();
            backend.loseAnswers(2);
            JsonNode ack = kim.send(chat, "hello");
            assertThat(ack.get("seq").asLong()).isEqualTo(1);
            assertThat(kim.send(chat, "next").get("seq").asLong()).isEqualTo(2);
        }
    }

    @Nested
    class AReceipt {
        @Test
        void isStoredAndAnswered() {
            String chat = kim.createGroup();
            backend.loseAnswers(2);
            assertThat(kim.ask("receipt", Map.of("chatId", chat, "type", "READ", "seq", 0)))
                    .isEmpty();
        }
    }
}
