package io.parley.system.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Refusal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@EndToEnd
class CreatingTest {
    @Nested
    class ADirectChat {
        @Test
        void existsOnceWhoeverOpensIt(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");

            JsonNode first = alice.ask("chat.create", Device.direct(bob.userId()));
            JsonNode again = alice.ask("chat.create", Device.direct(bob.userId()));
            JsonNode fromBob = bob.ask("chat.create", Device.direct(alice.userId()));

            assertThat(first.path("created").asBoolean()).isTrue();
            assertThat(Json.number(first, "seq")).isZero();
            assertThat(List.of(again, fromBob)).allSatisfy(repeat -> {
                assertThat(repeat.path("created").asBoolean(true)).isFalse();
                assertThat(Json.text(repeat, "chatId")).isEqualTo(Json.text(first, "chatId"));
            });
        }

        @Test
        void mayNameOneselfToo(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);

            JsonNode both = alice.ask(
                    "chat.create", Map.of("kind", "DIRECT", "members", List.of(alice.userId(), bob.userId())));

            assertThat(Json.text(both, "chatId")).isEqualTo(chatId);
        }

        @Test
        void hasExactlyOneOtherUser(Parley parley) {
            Device alice = parley.device("alice");

            assertThat(alice.refused("chat.create", Map.of("kind", "DIRECT", "members", List.of("x", "y")))
                            .field())
                    .isEqualTo("members");
            assertThat(alice.refused("chat.create", Map.of("kind", "DIRECT", "members", List.of(alice.userId())))
                            .code())
                    .isEqualTo("INVALID");
        }
    }

    @Nested
    class AGroup {
        @Test
        void withTheSameClientChatIdIsTheSame(Parley parley) {
            Device alice = parley.device("alice");
            Map<String, Object> request = Map.of(
                    "kind", "GROUP", "title", "Lake", "members", List.of(), "clientChatId", UUID.randomUUID() + "");

            JsonNode first = alice.ask("chat.create", request);
            JsonNode again = alice.ask("chat.create", request);

            assertThat(first.path("created").asBoolean()).isTrue();
            assertThat(again.path("created").asBoolean(true)).isFalse();
            assertThat(Json.text(again, "chatId")).isEqualTo(Json.text(first, "chatId"));
        }

        @Test
        void withoutAClientChatIdIsAlwaysANewOne(Parley parley) {
            Device alice = parley.device("alice");

            assertThat(alice.opensGroup("Lake")).isNotEqualTo(alice.opensGroup("Lake"));
        }

        @Test
        void hasItsCreatorAsOwnerNamedOrNot(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");

            String chatId = alice.opensGroup("Lake", bob);

            List<JsonNode> members = Json.list(alice.ask("members", Map.of("chatId", chatId, "limit", 10)), "members");
            assertThat(members)
                    .extracting(it -> Json.text(it, "userId"), it -> Json.text(it, "role"))
                    .containsExactlyInAnyOrder(tuple(alice.userId(), "OWNER"), tuple(bob.userId(), "MEMBER"));
        }

        @Test
        void takesATitleOf200CodePointsAndNoMore(Parley parley) {
            Device alice = parley.device("alice");
            Map<String, Object> longest = Map.of("kind", "GROUP", "title", "🛶".repeat(200), "members", List.of());
            Map<String, Object> tooLong = Map.of("kind", "GROUP", "title", "x".repeat(201), "members", List.of());

            assertThat(alice.ask("chat.create", longest).path("created").asBoolean())
                    .isTrue();
            assertThat(alice.refused("chat.create", tooLong).field()).isEqualTo("title");
            assertThat(alice.refused("chat.create", tooLong).code()).isIn("TOO_LARGE", "INVALID");
        }
    }

    @Nested
    class BadInput {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "kind      | {\"kind\":\"CIRCLE\",\"members\":[]}",
                    "kind      | {\"members\":[]}",
                    "members   | {\"kind\":\"GROUP\"}",
                    "members   | {\"kind\":\"GROUP\",\"members\":\"bob\"}",
                    "members   | {\"kind\":\"GROUP\",\"members\":[7]}",
                    "members   | {\"kind\":\"GROUP\",\"members\":[\"has a space\"]}",
                    "title     | {\"kind\":\"GROUP\",\"members\":[],\"title\":7}",
                    "title     | {\"kind\":\"GROUP\",\"members\":[],\"title\":\"\\ud83d\"}",
                    "encrypted | {\"kind\":\"GROUP\",\"members\":[],\"encrypted\":\"true\"}",
                })
        void namesTheField(String field, String request, Parley parley) {
            Refusal refusal = parley.device("alice").refused("chat.create", request);

            assertThat(refusal.code()).isEqualTo("INVALID");
            assertThat(refusal.field()).startsWith(field);
        }

        @Test
        void isAlsoMoreThan1000Members(Parley parley) {
            List<String> members =
                    IntStream.range(0, 1001).mapToObj(i -> "user-" + i).toList();

            assertThat(parley.device("alice")
                            .refused("chat.create", Map.of("kind", "GROUP", "members", members))
                            .field())
                    .isEqualTo("members");
        }
    }

    @Nested
    class AnEncryptedChat {
        @Test
        void takesCiphertextAndNoText(Parley parley) {
            Device alice = parley.device("alice");
            JsonNode chat = alice.ask(
                    "chat.create", Map.of("kind", "GROUP", "title", "s", "members", List.of(), "encrypted", true));
            String chatId = Json.text(chat, "chatId");

            JsonNode ack = alice.ask(
                    "message.send",
                    Map.of("chatId", chatId, "clientMsgId", UUID.randomUUID() + "", "ciphertext", "AQID"));

            assertThat(Json.number(ack, "seq")).isEqualTo(1);
            assertThat(alice.refused("message.send", Device.message(chatId, UUID.randomUUID(), "plain"))
                            .field())
                    .isEqualTo("text");
        }

        @Test
        void isTheOnlyKindThatTakesCiphertext(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");

            assertThat(alice.refused(
                                    "message.send",
                                    Map.of(
                                            "chatId",
                                            chatId,
                                            "clientMsgId",
                                            UUID.randomUUID() + "",
                                            "ciphertext",
                                            "AQID"))
                            .field())
                    .isEqualTo("ciphertext");
        }
    }
}
