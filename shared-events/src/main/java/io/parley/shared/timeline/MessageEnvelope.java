package io.parley.shared.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message, with exactly one of {@code text} and {@code ciphertext} (base64). */
@JsonTypeName("MESSAGE")
public record MessageEnvelope(
        ChatId chatId,
        long seq,
        Instant at,
        UserId from,
        MessageId messageId,
        ClientMessageId clientMsgId,
        @Nullable String text,
        @Nullable String ciphertext,
        @Nullable MessageId replyTo,
        @Nullable MessageId threadOf,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UserId> mentions)
        implements TimelineEnvelope {
    public MessageEnvelope {
        mentions = mentions == null ? List.of() : mentions;
    }

    public static MessageEnvelope of(MessageSent event, long seq) {
        return new MessageEnvelope(
                event.chatId(),
                seq,
                event.at(),
                event.sender(),
                event.messageId(),
                event.clientMsgId(),
                event.content().asText(),
                event.content().asCiphertext(),
                event.replyTo(),
                event.threadOf(),
                event.mentions());
    }
}
