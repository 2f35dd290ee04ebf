package io.parley.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import io.parley.shared.message.SendRecorded;
import io.parley.shared.receipt.MessagesDelivered;
import io.parley.shared.receipt.MessagesRead;
import io.parley.shared.receipt.ReceiptEvent;
import io.parley.shared.timeline.CaughtUpEnvelope;
import io.parley.shared.timeline.Envelope;
import io.parley.shared.timeline.GapEnvelope;
import io.parley.shared.timeline.ReceiptEnvelope;
import io.parley.shared.timeline.TimelineEnvelopes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Stored events and envelopes on the wire are contracts: a golden file that has to change is a break that has to be meant. */
class GoldenJsonTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.600Z");
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob.b-1_x");
    private static final ChatId CHAT = ChatId.group(ALICE, "team");

    private static final ChatCreated CREATED =
            new ChatCreated(CHAT, ChatKind.GROUP, ALICE, List.of(ALICE, BOB), "Team", false, true, AT);
    private static final MessageSent SENT = new MessageSent(
            CHAT,
            MessageId.at(CHAT, 2),
            new ClientMessageId("6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a10"),
            ALICE,
            Content.text("Grüße 🙂"),
            MessageId.at(CHAT, 1),
            null,
            List.of(BOB),
            2,
            1,
            AT);
    private static final MessageSent SENT_ENCRYPTED = new MessageSent(
            CHAT,
            MessageId.at(CHAT, 3),
            new ClientMessageId("6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a11"),
            BOB,
            Content.ciphertext(new byte[] {0, 1, 2, -1}),
            null,
            null,
            List.of(),
            3,
            1,
            AT);
    private static final MessagesDelivered DELIVERED = new MessagesDelivered(CHAT, BOB, -1, 2, AT);
    private static final SendRecorded RECORDED =
            new SendRecorded("TWqKoZyyPKSS8ZbPmjHgyrnOP9jZNv5FhGkn9d0Yt2E", CHAT, 2);
    private static final MessagesRead READ = new MessagesRead(CHAT, BOB, 1, 2, AT);

    record Golden(String name, Object value, Class<?> type) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Golden> GOLDEN = List.of(
            new Golden("event-chat-created", CREATED, ChatCreated.class),
            new Golden("event-message-sent", SENT, MessageSent.class),
            new Golden("event-message-sent-encrypted", SENT_ENCRYPTED, MessageSent.class),
            new Golden("event-messages-delivered", DELIVERED, MessagesDelivered.class),
            new Golden("event-messages-read", READ, MessagesRead.class),
            new Golden("event-send-recorded", RECORDED, SendRecorded.class),
            new Golden("envelope-chat-created", TimelineEnvelopes.of(CREATED, 0), Envelope.class),
            new Golden("envelope-message", TimelineEnvelopes.of(SENT, 2), Envelope.class),
            new Golden("envelope-message-encrypted", TimelineEnvelopes.of(SENT_ENCRYPTED, 3), Envelope.class),
            new Golden("envelope-receipt", ReceiptEnvelope.of(READ), Envelope.class),
            new Golden("envelope-gap", new GapEnvelope(CHAT, 3, 7), Envelope.class),
            new Golden("envelope-caught-up", new CaughtUpEnvelope(2, "opaque"), Envelope.class));

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void isWrittenAsEver(Golden golden) throws IOException {
        assertThat(ParleyJson.mapper().writeValueAsString(golden.value())).isEqualTo(stored(golden));
    }

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void isReadAsEver(Golden golden) throws IOException {
        assertThat(ParleyJson.mapper().readValue(stored(golden), golden.type())).isEqualTo(golden.value());
    }

    @Nested
    class EveryEvent {
        @Test
        void hasAGoldenFileAndARevision() {
            List<Class<?>> events = Stream.of(ChatEvent.class, ReceiptEvent.class)
                    .flatMap(kind -> Arrays.stream(Objects.requireNonNull(kind.getPermittedSubclasses())))
                    .toList();
            assertThat(Stream.concat(events.stream(), Stream.of(SendRecorded.class)))
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        assertThat(event).isRecord().hasAnnotation(Revision.class);
                        assertThat(GOLDEN)
                                .anyMatch(golden -> golden.value().getClass().equals(event));
                    });
        }
    }

    private static String stored(Golden golden) throws IOException {
        String file = "/golden/" + golden.name() + ".json";
        try (InputStream stream = GoldenJsonTest.class.getResourceAsStream(file)) {
            assertThat(stream).as(file).isNotNull();
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
