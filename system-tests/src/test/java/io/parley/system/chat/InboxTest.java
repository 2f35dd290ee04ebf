package io.parley.system.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@EndToEnd
class InboxTest {
    @Nested
    class ARow {
        @Test
        void tellsTheChatItsLastMessageAndWhatIsUnread(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensGroup("Lake", bob);
            alice.says(chatId, "one");
            alice.says(chatId, "two");

            JsonNode row = until(bob, chatId, "lastSeq", 2);

            assertThat(Json.text(row, "kind")).isEqualTo("GROUP");
            assertThat(Json.text(row, "title")).isEqualTo("Lake");
            assertThat(Json.text(row.path("lastMessage"), "text")).isEqualTo("two");
            assertThat(Json.number(row, "unread")).isEqualTo(2);
            assertThat(Json.number(row, "memberCount")).isEqualTo(2);
            assertThat(row.path("encrypted").asBoolean(true)).isFalse();
        }

        @Test
        void countsOnlyWhatOthersSaidAboveTheReadMark(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            alice.says(chatId, "one");
            bob.says(chatId, "my own");
            alice.says(chatId, "two");
            alice.says(chatId, "three");
            assertThat(Json.number(until(bob, chatId, "lastSeq", 4), "unread")).isEqualTo(3);

            bob.confirms(chatId, "READ", 3);

            assertThat(Json.number(until(bob, chatId, "readSeq", 3), "unread")).isEqualTo(1);
            assertThat(Json.number(alice.inboxRow(chatId), "unread")).isEqualTo(1);
        }
    }

    @Nested
    class ThePage {
        @Test
        void hasTheNewestActivityFirst(Parley parley) {
            Device alice = parley.device("alice");
            String first = alice.opensGroup("first");
            String second = alice.opensGroup("second");
            String third = alice.opensGroup("third");
            alice.says(second, "wake up");
            until(alice, second, "lastSeq", 1);

            assertThat(chatIds(alice.ask("inbox", Map.of("limit", 10)))).containsExactly(second, third, first);
        }

        @Test
        void isFollowedByTheNextThroughItsCursor(Parley parley) {
            Device alice = parley.device("alice");
            List<String> opened = new ArrayList<>();
            for (int chat = 0; chat < 5; chat++) {
                opened.add(0, alice.opensGroup("chat " + chat));
            }
            until(alice, opened.get(0), "lastSeq", 0);

            JsonNode page = alice.ask("inbox", Map.of("limit", 2));
            List<String> paged = new ArrayList<>(chatIds(page));
            while (page.hasNonNull("next")) {
                page = alice.ask("inbox", Map.of("limit", 2, "cursor", Json.text(page, "next")));
                assertThat(chatIds(page)).hasSizeLessThanOrEqualTo(2);
                paged.addAll(chatIds(page));
            }

            assertThat(paged).isEqualTo(opened);
        }

        @Test
        void refusesACursorThatItNeverGave(Parley parley) {
            Device alice = parley.device("alice");

            assertThat(alice.refused("inbox", Map.of("limit", 2, "cursor", "no such cursor"))
                            .field())
                    .isEqualTo("cursor");
        }
    }

    private static JsonNode until(Device device, String chatId, String field, long value) {
        return await().atMost(Device.PATIENCE)
                .ignoreExceptions()
                .until(() -> device.inboxRow(chatId), row -> row.path(field).asLong(-1) == value);
    }

    private static List<String> chatIds(JsonNode page) {
        return Json.list(page, "chats").stream()
                .map(row -> Json.text(row, "chatId"))
                .toList();
    }
}
