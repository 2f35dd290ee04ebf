package io.parley.system.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

@EndToEnd
class SendingTest {
    private static final String MILLIS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final String URL_SAFE = "[A-Za-z0-9._~-]{1,64}";

    @Nested
    class AMessage {
        @Test
        void isAcknowledgedWithItsPlaceAndTime(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensDirect(parley.device("bob"));
            UUID clientMsgId = UUID.randomUUID();

            JsonNode ack = alice.ask("message.send", Device.message(chatId, clientMsgId, "hello"));

            assertThat(Json.text(ack, "clientMsgId")).isEqualTo(clientMsgId.toString());
            assertThat(Json.text(ack, "messageId")).matches(URL_SAFE);
            assertThat(Json.text(ack, "chatId")).isEqualTo(chatId);
            assertThat(Json.number(ack, "seq")).isEqualTo(1);
            assertThat(Json.text(ack, "sentAt")).matches(MILLIS);
        }

        @Test
        void reachesTheOtherAndOnesOwnOtherDevice(Parley parley) {
            Device phone = parley.device("alice", "phone");
            Device laptop = parley.device("alice", "laptop");
            Device bob = parley.device("bob");
            String chatId = phone.opensDirect(bob);
            List<EventStream> streams = List.of(phone.events(), laptop.events(), bob.events());
            streams.forEach(stream -> stream.awaits("CAUGHT_UP"));

            JsonNode ack = phone.says(chatId, "Grüße, 你好 🛶");

            assertThat(streams).allSatisfy(stream -> {
                JsonNode envelope = stream.awaits(chatId, 1);
                assertThat(Json.text(envelope, "type")).isEqualTo("MESSAGE");
                assertThat(Json.text(envelope, "messageId")).isEqualTo(Json.text(ack, "messageId"));
                assertThat(Json.text(envelope, "clientMsgId")).isEqualTo(Json.text(ack, "clientMsgId"));
                assertThat(Json.text(envelope, "from")).isEqualTo(phone.userId());
                assertThat(Json.text(envelope, "text")).isEqualTo("Grüße, 你好 🛶");
                assertThat(Json.text(envelope, "at")).isEqualTo(Json.text(ack, "sentAt"));
            });
        }

        @Test
        void mayReplyAndMention(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensGroup("Lake", bob);
            String asked = Json.text(alice.says(chatId, "canoe?"), "messageId");

            bob.ask(
                    "message.send",
                    Map.of(
                            "clientMsgId",
                            UUID.randomUUID() + "",
                            "chatId",
                            chatId,
                            "text",
                            "sure",
                            "replyTo",
                            asked,
                            "mentions",
                            List.of(alice.userId())));

            JsonNode reply = alice.events().awaits(chatId, 2);
            assertThat(Json.text(reply, "replyTo")).isEqualTo(asked);
            assertThat(Json.texts(reply, "mentions")).containsExactly(alice.userId());
        }
    }

    @Nested
    class Seqs {
        @Test
        void areDenseWhoeverSendsAtOnce(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);

            List<Long> seqs = Flux.range(0, 40)
                    .flatMap(i -> (i % 2 == 0 ? alice : bob)
                            .asks("message.send", Device.message(chatId, UUID.randomUUID(), "message " + i)))
                    .map(ack -> Json.number(ack, "seq"))
                    .collectList()
                    .blockOptional(Device.PATIENCE)
                    .orElseThrow();

            assertThat(seqs)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 40).boxed().toList());
        }
    }

    @Nested
    class ARepeat {
        @Test
        void getsTheFirstAck(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensDirect(parley.device("bob"));
            Map<String, Object> message = Device.message(chatId, UUID.randomUUID(), "once");

            JsonNode first = alice.ask("message.send", message);
            alice.says(chatId, "something else");

            assertThat(alice.ask("message.send", message)).isEqualTo(first);
        }

        @Test
        void fromManyConnectionsAtOnceIsOneMessage(Parley parley) {
            List<Device> devices = Stream.of("phone", "laptop", "tablet", "watch")
                    .map(device -> parley.device("alice", device))
                    .toList();
            Device bob = parley.device("bob");
            String chatId = devices.get(0).opensDirect(bob);
            EventStream stream = bob.events();
            stream.awaits(chatId, 0);
            Map<String, Object> message = Device.message(chatId, UUID.randomUUID(), "once");

            List<JsonNode> acks = Flux.range(0, 100)
                    .flatMap(i -> devices.get(i % devices.size()).asks("message.send", message), 100)
                    .collectList()
                    .blockOptional(Device.PATIENCE)
                    .orElseThrow();

            assertThat(acks).hasSize(100);
            assertThat(Set.copyOf(acks)).hasSize(1);
            assertThat(Json.number(devices.get(0).says(chatId, "next"), "seq")).isEqualTo(2);
            stream.awaits(chatId, 2);
            assertThat(stream.seqs(chatId)).containsExactly(0L, 1L, 2L);
        }

        @Test
        void withOtherContentIsAConflict(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensDirect(parley.device("bob"));
            UUID clientMsgId = UUID.randomUUID();
            alice.ask("message.send", Device.message(chatId, clientMsgId, "this"));

            Refusal refusal = alice.refused("message.send", Device.message(chatId, clientMsgId, "that"));

            assertThat(refusal.code()).isEqualTo("CONFLICT");
            assertThat(refusal.retryable()).isFalse();
        }

        @Test
        void inAnotherChatIsItsOwnMessage(Parley parley) {
            Device alice = parley.device("alice");
            String one = alice.opensGroup("one");
            String two = alice.opensGroup("two");
            UUID clientMsgId = UUID.randomUUID();

            JsonNode first = alice.ask("message.send", Device.message(one, clientMsgId, "hi"));
            JsonNode second = alice.ask("message.send", Device.message(two, clientMsgId, "hi"));

            assertThat(Json.text(second, "chatId")).isEqualTo(two);
            assertThat(Json.text(second, "messageId")).isNotEqualTo(Json.text(first, "messageId"));
        }

        @Test
        void byAnotherUserIsItsOwnMessage(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            UUID clientMsgId = UUID.randomUUID();
            alice.ask("message.send", Device.message(chatId, clientMsgId, "hi"));

            JsonNode his = bob.ask("message.send", Device.message(chatId, clientMsgId, "hi"));

            assertThat(Json.number(his, "seq")).isEqualTo(2);
        }
    }

    @Nested
    class Strangers {
        @Test
        void areRefusedInAForeignChat(Parley parley) {
            Device alice = parley.device("alice");
            Device mallory = parley.device("mallory");
            String chatId = alice.opensGroup("Lake");

            Refusal refusal = mallory.refused("message.send", Device.message(chatId, UUID.randomUUID(), "let me in"));

            assertThat(refusal.code()).isEqualTo("NOT_A_MEMBER");
            assertThat(Json.number(alice.says(chatId, "all quiet"), "seq")).isEqualTo(1);
        }

        @Test
        void areToldOfAChatThatDoesNotExist(Parley parley) {
            Device alice = parley.device("alice");

            assertThat(alice.refused("message.send", Device.message("no-such-chat", UUID.randomUUID(), "hello?"))
                            .code())
                    .isEqualTo("NOT_FOUND");
        }
    }
}
