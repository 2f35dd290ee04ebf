package io.parley.system.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

@EndToEnd
class LimitsTest {
    private static final int STREAMS = 16;

    @Nested
    class OpenStreams {
        @Test
        void are16AndTheNextIsAnOverrun(Parley parley) {
            Device alice = parley.device("alice");
            List<EventStream> open =
                    Stream.generate(alice::events).limit(STREAMS).toList();
            open.forEach(stream -> stream.awaits("CAUGHT_UP"));

            assertThat(alice.events().refusal().code()).isEqualTo("OVERRUN");

            String chatId = alice.opensGroup("all others go on");
            assertThat(open).allSatisfy(stream -> stream.awaits(chatId, 0));
        }

        @Test
        void areFreedByClosingOne(Parley parley) {
            Device alice = parley.device("alice");
            List<EventStream> open =
                    Stream.generate(alice::events).limit(STREAMS).toList();
            open.forEach(stream -> stream.awaits("CAUGHT_UP"));

            open.get(0).close();

            alice.events().awaits("CAUGHT_UP");
        }
    }

    @Nested
    class Frames {
        @Test
        void above64KiBAreFine(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = Json.text(
                    alice.ask(
                            "chat.create",
                            Map.of("kind", "GROUP", "title", "s", "members", List.of(), "encrypted", true)),
                    "chatId");
            String ciphertext = "A".repeat(128 * 1024);

            JsonNode ack = alice.ask(
                    "message.send",
                    Map.of("chatId", chatId, "clientMsgId", UUID.randomUUID() + "", "ciphertext", ciphertext));

            assertThat(Json.number(ack, "seq")).isEqualTo(1);
            assertThat(Json.text(alice.events().awaits(chatId, 1), "ciphertext"))
                    .isEqualTo(ciphertext);
        }
    }

    @Nested
    class Cbor {
        @Test
        void carriesTheSameFields(Parley parley) {
            CBORMapper cbor = new CBORMapper();
            byte[] setup = cbor.writeValueAsBytes(Parley.setup("phone"));
            String token = parley.tokens().of(parley.userId("alice"));
            Device alice = parley.connect("alice", token, setup, MimeTypeUtils.parseMimeType("application/cbor"));

            byte[] answer = alice.askBytes(
                    "chat.create",
                    cbor.writeValueAsBytes(Map.of("kind", "GROUP", "title", "Lake", "members", List.of())));

            assertThat(cbor.readTree(answer).path("created").asBoolean()).isTrue();
        }
    }
}
