package io.parley.system.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@EndToEnd
class ReceiptsTest {
    @Nested
    class AReceipt {
        @ParameterizedTest
        @ValueSource(strings = {"DELIVERED", "READ"})
        void goesLiveToTheOthersAndToOnesOwnOtherDevice(String type, Parley parley) {
            Device alice = parley.device("alice");
            Device phone = parley.device("bob", "phone");
            Device laptop = parley.device("bob", "laptop");
            String chatId = alice.opensDirect(phone);
            alice.says(chatId, "hello");
            List<EventStream> others = List.of(alice.events(), laptop.events());
            others.forEach(stream -> stream.awaits("CAUGHT_UP"));

            phone.confirms(chatId, type, 1);

            assertThat(others).allSatisfy(stream -> {
                JsonNode receipt = stream.awaits("RECEIPT", it -> Json.is(it, "receipt", type));
                assertThat(Json.text(receipt, "chatId")).isEqualTo(chatId);
                assertThat(Json.text(receipt, "userId")).isEqualTo(phone.userId());
                assertThat(Json.number(receipt, "upTo")).isEqualTo(1);
                assertThat(Json.text(receipt, "at")).endsWith("Z");
                assertThat(receipt.has("seq")).isFalse();
            });
        }

        @Test
        void isAmongWhatComesBeforeCaughtUp(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            alice.says(chatId, "hello");
            bob.confirms(chatId, "READ", 1);

            await().atMost(Device.PATIENCE).untilAsserted(() -> {
                try (EventStream stream = alice.events()) {
                    assertThat(stream.replayed())
                            .anyMatch(it -> Json.is(it, "type", "RECEIPT")
                                    && Json.is(it, "receipt", "READ")
                                    && Json.is(it, "userId", bob.userId())
                                    && it.path("upTo").asLong() == 1);
                }
            });
        }

        @Test
        void beyondTheTimelinesEndIsInvalid(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);

            Refusal refusal = bob.refused("receipt", Map.of("chatId", chatId, "type", "READ", "seq", 1));

            assertThat(refusal.code()).isEqualTo("INVALID");
            assertThat(refusal.field()).isEqualTo("seq");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '\0',
                value = {
                    "seq, -1",
                    "seq, 0.5",
                    "seq, 1.0",
                    "seq, \"0\"",
                    "seq, null",
                    "seq, 99999999999999999999",
                    "type, \"SEEN\"",
                    "type, \"read\"",
                    "type, 1",
                    "type, null",
                    "chatId, null",
                    "chatId, 7",
                })
        void withABadFieldIsInvalidAndNamesIt(String field, String value, Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");
            Map<String, String> fields =
                    new HashMap<>(Map.of("chatId", "\"" + chatId + "\"", "type", "\"READ\"", "seq", "0"));
            fields.put(field, value);
            String receipt = fields.entrySet().stream()
                    .map(it -> "\"" + it.getKey() + "\":" + it.getValue())
                    .collect(Collectors.joining(",", "{", "}"));

            Refusal refusal = alice.refused("receipt", receipt);

            assertThat(refusal.code()).isEqualTo("INVALID");
            assertThat(refusal.field()).isEqualTo(field);
            assertThat(Json.number(alice.inboxRow(chatId), "readSeq")).isEqualTo(-1);
        }

        @Test
        void isForMembers(Parley parley) {
            String chatId = parley.device("alice").opensGroup("Lake");
            Device mallory = parley.device("mallory");

            assertThat(mallory.refused("receipt", Map.of("chatId", chatId, "type", "READ", "seq", 0))
                            .code())
                    .isEqualTo("NOT_A_MEMBER");
            assertThat(mallory.refused("receipt", Map.of("chatId", "no-such-chat", "type", "READ", "seq", 0))
                            .code())
                    .isEqualTo("NOT_FOUND");
        }
    }

    @Nested
    class AMark {
        @Test
        void neverGoesBack(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            alice.says(chatId, "one");
            alice.says(chatId, "two");
            bob.confirms(chatId, "READ", 2);

            bob.confirms(chatId, "READ", 1);

            await().atMost(Device.PATIENCE).until(() -> Json.number(bob.inboxRow(chatId), "readSeq") == 2);
            JsonNode receipts = alice.ask("receipts", Map.of("chatId", chatId, "seq", 2));
            assertThat(Json.number(receipts, "readCount")).isEqualTo(1);
        }

        @Test
        void ofReadingImpliesDelivery(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensGroup("Lake", bob, parley.device("carol"));
            alice.says(chatId, "hello");
            bob.confirms(chatId, "READ", 1);

            JsonNode receipts = await().atMost(Device.PATIENCE)
                    .until(
                            () -> alice.ask("receipts", Map.of("chatId", chatId, "seq", 1)),
                            answer -> answer.path("readCount").asLong() == 1);

            assertThat(Json.number(receipts, "deliveredCount")).isEqualTo(1);
            JsonNode his = Json.list(receipts, "members").stream()
                    .filter(it -> Json.is(it, "userId", bob.userId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(Json.text(his, "deliveredAt")).isEqualTo(Json.text(his, "readAt"));
        }

        @Test
        void keepsTheTimeOfTheFirstThatReachedAMessage(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            alice.says(chatId, "one");
            bob.confirms(chatId, "DELIVERED", 1);
            String first = deliveredAt(alice, chatId, 1);
            alice.says(chatId, "two");
            bob.confirms(chatId, "DELIVERED", 2);

            deliveredAt(alice, chatId, 2);

            assertThat(deliveredAt(alice, chatId, 1)).isEqualTo(first);
        }
    }

    @Nested
    class OnesOwnMark {
        private static final int TIMES = 30;

        @Test
        void isThereWhenOneLooksNext(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);

            for (int seq = 1; seq <= TIMES; seq++) {
                alice.says(chatId, "message " + seq);
                bob.confirms(chatId, "READ", seq);
                JsonNode receipts = bob.ask("receipts", Map.of("chatId", chatId, "seq", seq));
                assertThat(Json.number(receipts, "readCount")).isEqualTo(1);
                JsonNode row = bob.inboxRow(chatId);
                assertThat(Json.number(row, "readSeq")).isEqualTo(seq);
                assertThat(Json.number(row, "unread")).isZero();
            }
        }

        @Test
        void isInTheInboxThatOneLooksAtFirst(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);

            for (int seq = 1; seq <= TIMES; seq++) {
                alice.says(chatId, "message " + seq);
                assertThat(Json.number(alice.inboxRow(chatId), "lastSeq")).isEqualTo(seq);
                bob.confirms(chatId, "READ", seq);
                assertThat(Json.number(bob.inboxRow(chatId), "unread")).isZero();
            }
        }
    }

    private static String deliveredAt(Device asking, String chatId, long seq) {
        JsonNode receipts = await().atMost(Device.PATIENCE)
                .until(
                        () -> asking.ask("receipts", Map.of("chatId", chatId, "seq", seq)),
                        answer -> answer.path("deliveredCount").asLong() == 1);
        return Json.list(receipts, "members").stream()
                .filter(it -> it.hasNonNull("deliveredAt"))
                .map(it -> Json.text(it, "deliveredAt"))
                .findFirst()
                .orElseThrow();
    }
}
