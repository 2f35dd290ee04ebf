package io.parley.edge.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReadingOnesOwnWritesTest extends EdgeTest {
    private Device kim;
    private String chat;

    @BeforeEach
    void connect() {
        kim = device("kim").connect();
        chat = kim.createGroup();
        kim.send(chat, "one");
        backend.holdViews();
    }

    @AfterEach
    void disconnect() {
        backend.releaseViews();
        kim.close();
    }

    @Nested
    class TheNextInbox {
        @Test
        void showsOnesOwnSend() {
            kim.send(chat, "two");
            releaseSoon();
            assertThat(row(chat).get("lastSeq").asLong()).isEqualTo(2);
        }

        @Test
        void showsOnesOwnMark() {
            read(1);
            releaseSoon();
            assertThat(row(chat).get("readSeq").asLong()).isEqualTo(1);
        }

        @Test
        void showsOnesOwnNewChat() {
            String fresh = kim.createGroup();
            releaseSoon();
            assertThat(row(fresh).get("lastSeq").asLong()).isZero();
        }

        @Test
        void isAnsweredAsItIsByAViewThatStandsStill() {
            kim.send(chat, "two");
            assertThat(row(chat).get("lastSeq").asLong()).isEqualTo(1);
        }
    }

    @Nested
    class TheNextReceipts {
        @Test
        void showOnesOwnMark() {
            read(1);
            releaseSoon();
            JsonNode receipts = kim.ask("receipts", Map.of("chatId", chat, "seq", 1));
            assertThat(receipts.get("readCount").asLong()).isEqualTo(1);
        }
    }

    private void read(long seq) {
        kim.ask("receipt", Map.of("chatId", chat, "type", "READ", "seq", seq));
    }

    private void releaseSoon() {
        new Thread(backend::releaseViews).start();
    }

    private JsonNode row(String chatId) {
        for (JsonNode row : kim.ask("inbox", Map.of("limit", 200)).get("chats")) {
            if (row.get("chatId").asString().equals(chatId)) {
                return row;
            }
        }
        throw new AssertionError("The inbox does not show the chat.");
    }
}
