package io.parley.system.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Refusal;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@EndToEnd
class HistoryTest {
    private static final int MESSAGES = 10;

    @Nested
    class Paging {
        @Test
        void startsWithTheNewestAndGoesBackToTheBeginning(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = chatOf(alice);

            JsonNode newest = alice.ask("history", Map.of("chatId", chatId, "limit", 4));
            JsonNode before = alice.ask("history", Map.of("chatId", chatId, "limit", 4, "beforeSeq", 7));
            JsonNode first = alice.ask("history", Map.of("chatId", chatId, "limit", 4, "beforeSeq", 3));

            assertThat(seqs(newest)).containsExactly(7L, 8L, 9L, 10L);
            assertThat(seqs(before)).containsExactly(3L, 4L, 5L, 6L);
            assertThat(seqs(first)).containsExactly(0L, 1L, 2L);
            assertThat(List.of(newest.path("more"), before.path("more"), first.path("more")))
                    .extracting(JsonNode::asBoolean)
                    .containsExactly(true, true, false);
        }

        @Test
        void goesForwardFromASeq(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = chatOf(alice);

            JsonNode next = alice.ask("history", Map.of("chatId", chatId, "limit", 4, "afterSeq", 2));
            JsonNode last = alice.ask("history", Map.of("chatId", chatId, "limit", 200, "afterSeq", 6));

            assertThat(seqs(next)).containsExactly(3L, 4L, 5L, 6L);
            assertThat(next.path("more").asBoolean()).isTrue();
            assertThat(seqs(last)).containsExactly(7L, 8L, 9L, 10L);
            assertThat(last.path("more").asBoolean(true)).isFalse();
        }

        @Test
        void holdsWhatTheStreamHolds(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = chatOf(alice);
            List<JsonNode> streamed = alice.events().replayed();

            List<JsonNode> items = Json.list(alice.ask("history", Map.of("chatId", chatId, "limit", 200)), "items");

            assertThat(streamed).filteredOn(it -> it.has("seq")).zipSatisfy(items, (one, other) -> {
                assertThat(Json.number(other, "seq")).isEqualTo(Json.number(one, "seq"));
                assertThat(Json.text(other, "type")).isEqualTo(Json.text(one, "type"));
                assertThat(Json.text(other, "from")).isEqualTo(Json.text(one, "from"));
                assertThat(other.path("text")).isEqualTo(one.path("text"));
            });
        }
    }

    @Nested
    class Limits {
        @ParameterizedTest
        @ValueSource(strings = {"0", "201", "-1", "\"5\"", "1.5", "true", "99999999999999999999"})
        void outOfRangeOrOfAnotherTypeAreInvalidAndNeverClamped(String limit, Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");

            Refusal refusal = alice.refused("history", "{\"chatId\":\"%s\",\"limit\":%s}".formatted(chatId, limit));

            assertThat(refusal.code()).isEqualTo("INVALID");
            assertThat(refusal.field()).isEqualTo("limit");
        }

        @Test
        void excludeBothDirectionsAtOnce(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");

            assertThat(alice.refused("history", Map.of("chatId", chatId, "limit", 5, "beforeSeq", 3, "afterSeq", 1))
                            .code())
                    .isEqualTo("INVALID");
        }
    }

    @Nested
    class Strangers {
        @Test
        void readNothing(Parley parley) {
            String chatId = parley.device("alice").opensGroup("Lake");
            Device mallory = parley.device("mallory");

            assertThat(mallory.refused("history", Map.of("chatId", chatId, "limit", 5))
                            .code())
                    .isEqualTo("NOT_A_MEMBER");
            assertThat(mallory.refused("history", Map.of("chatId", "no-such-chat", "limit", 5))
                            .code())
                    .isIn("NOT_FOUND", "NOT_A_MEMBER");
        }
    }

    private static String chatOf(Device alice) {
        String chatId = alice.opensGroup("Lake");
        LongStream.rangeClosed(1, MESSAGES).forEach(i -> alice.says(chatId, "message " + i));
        return chatId;
    }

    private static List<Long> seqs(JsonNode page) {
        return Json.list(page, "items").stream()
                .map(item -> Json.number(item, "seq"))
                .toList();
    }
}
