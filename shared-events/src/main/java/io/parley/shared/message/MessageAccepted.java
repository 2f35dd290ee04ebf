package io.parley.shared.message;

import io.parley.shared.chat.ChatId;
import java.time.Instant;

/** The ACK: the message is stored at {@code seq} of its chat. */
public record MessageAccepted(
        ClientMessageId clientMsgId, MessageId messageId, ChatId chatId, long seq, Instant sentAt) {}
