package io.parley.system.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EndToEnd
class BadInputTest {
    private static final int TEXT_LIMIT = 16 * 1024;

    @Nested
    class Text {
        @Test
        void of16KiBInUtf8IsFine(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");

            assertThat(Json.number(alice.says(chatId, "é".repeat(TEXT_LIMIT / 2)), "seq"))
                    .isEqualTo(1);
        }

        @Test
        void aboveItIsTooLargeAndStoresNothing(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");

            Refusal refusal = alice.refused(
                    "message.send", Device.message(chatId, UUID.randomUUID(), "é".repeat(TEXT_LIMIT / 2) + "x"));

            assertThat(refusal.code()).isEqualTo("TOO_LARGE");
            assertThat(refusal.field()).isEqualTo("text");
            assertThat(Json.number(alice.says(chatId, "short"), "seq")).isEqualTo(1);
        }

        /** JSON can write it and UTF-8 cannot: stored, it would stop every view behind it. */
        @Test
        void withHalfASurrogatePairIsInvalid(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");
            String message = "{\"clientMsgId\":\"%s\",\"chatId\":\"%s\",\"text\":\"\\ud83d\"}"
                    .formatted(UUID.randomUUID(), chatId);

            assertThat(alice.refused("message.send", message).field()).isEqualTo("text");

            alice.says(chatId, "whole: 🛶, and a NUL: \u0000");
            assertThat(Json.text(alice.events().awaits(chatId, 1), "text")).endsWith("\u0000");
        }
    }

    @Nested
    class ASend {
        @ParameterizedTest
        @CsvSource({
            "clientMsgId, 7",
            "clientMsgId, \"not a uuid\"",
            "clientMsgId, null",
            "chatId, 7",
            "chatId, null",
            "text, 7",
            "text, true",
            "text, [\"a\"]",
            "expiresInSeconds, \"60\"",
            "expiresInSeconds, 1.5",
            "expiresInSeconds, -1",
            "mentions, \"bob\"",
            "replyTo, 7",
        })
        void withAFieldOfAnotherTypeNamesIt(String field, String value, Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");
            Map<String, String> fields = new HashMap<>(Map.of(
                    "clientMsgId", "\"" + UUID.randomUUID() + "\"", "chatId", "\"" + chatId + "\"", "text", "\"hi\""));
            fields.put(field, value);

            Refusal refusal = alice.refused("message.send", json(fields));

            assertThat(refusal.code()).isEqualTo("INVALID");
            assertThat(refusal.field()).isEqualTo(field);
            assertThat(Json.number(alice.says(chatId, "fine"), "seq")).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"clientMsgId", "chatId"})
        void withoutAFieldNamesIt(String missing, Parley parley) {
            Device alice = parley.device("alice");
            Map<String, Object> message =
                    new HashMap<>(Device.message(alice.opensGroup("Lake"), UUID.randomUUID(), "hi"));
            message.remove(missing);

            Refusal refusal = alice.refused("message.send", message);

            assertThat(refusal.code()).isEqualTo("INVALID");
            assertThat(refusal.field()).isEqualTo(missing);
        }

        @Test
        void hasExactlyOneContent(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");
            Map<String, Object> both = new HashMap<>(Device.message(chatId, UUID.randomUUID(), "hi"));
            both.put("ciphertext", "AQID");
            Map<String, Object> none = new HashMap<>(Device.message(chatId, UUID.randomUUID(), "hi"));
            none.remove("text");

            assertThat(alice.refused("message.send", both).code()).isEqualTo("INVALID");
            assertThat(alice.refused("message.send", none).code()).isEqualTo("INVALID");
        }

        @Test
        void ignoresFieldsThatItDoesNotKnow(Parley parley) {
            Device alice = parley.device("alice");
            Map<String, Object> message =
                    new HashMap<>(Device.message(alice.opensGroup("Lake"), UUID.randomUUID(), "hi"));
            message.put("colour", "blue");

            assertThat(Json.number(alice.ask("message.send", message), "seq")).isEqualTo(1);
        }
    }

    @Nested
    class Data {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{",
                    "{\"chatId\":",
                    "not json",
                    "[]",
                    "7",
                    "null",
                    "\"text\"",
                    "{\"a\":1}{\"b\":2}",
                })
        void thatIsNoObjectIsInvalidAndTheConnectionGoesOn(String data, Parley parley) {
            Device alice = parley.device("alice");

            assertThat(alice.refused("message.send", data).code()).isEqualTo("INVALID");

            assertThat(alice.opensGroup("still here")).isNotEmpty();
        }

        @Test
        void nestedWithoutEndIsInvalid(Parley parley) {
            Device alice = parley.device("alice");

            assertThat(alice.refused("message.send", "{\"chatId\":" + "[".repeat(100_000))
                            .code())
                    .isEqualTo("INVALID");
            assertThat(alice.opensGroup("still here")).isNotEmpty();
        }
    }

    @Nested
    class ARoute {
        @Test
        void thatNobodyKnowsIsNotFound(Parley parley) {
            Device alice = parley.device("alice");

            assertThat(alice.refused("no.such.route", Map.of()).code()).isEqualTo("NOT_FOUND");
            assertThat(alice.stream("no.such.stream", Map.of(), Long.MAX_VALUE)
                            .refusal()
                            .code())
                    .isEqualTo("NOT_FOUND");
            assertThat(alice.opensGroup("still here")).isNotEmpty();
        }
    }

    private static String json(Map<String, String> fields) {
        StringBuilder json = new StringBuilder("{");
        fields.forEach((name, value) -> json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return json.append('}').toString();
    }
}
