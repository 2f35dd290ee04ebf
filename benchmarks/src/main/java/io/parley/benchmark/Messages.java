package io.parley.benchmark;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.MessageId;
import io.parley.shared.timeline.MessageEnvelope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The message that all benchmarks are about: 300 bytes of text. */
public final class Messages {
    public static final UserId SENDER = new UserId("load-6f1c9a52-sender-123");
    public static final String TEXT = "Ten bytes.".repeat(30);
    public static final Instant AT = Instant.parse("2026-01-02T03:04:05.600Z");

    private Messages() {}

    public static ClientMessageId clientMsgId(long number) {
        return new ClientMessageId(new UUID(0x4000L, number).toString());
    }

    public static MessageEnvelope envelope(ChatId chat, long seq) {
        return new MessageEnvelope(
                chat, seq, AT, SENDER, MessageId.at(chat, seq), clientMsgId(seq), TEXT, null, null, null, List.of());
    }
}
