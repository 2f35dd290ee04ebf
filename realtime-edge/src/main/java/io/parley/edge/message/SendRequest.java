package io.parley.edge.message;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code message.send}, with exactly one of {@code text} and {@code ciphertext}.
 *
 * @param clientMsgId a UUID of the client's; sending it again answers the first ACK
 * @param text at most 16 KiB of UTF-8
 * @param ciphertext base64, at most 128 KiB of it
 */
public record SendRequest(
        @Nullable ClientMessageId clientMsgId,
        @Nullable ChatId chatId,
        @Nullable String text,
        @Nullable String ciphertext,
        @Nullable List<String> mediaIds,
        @Nullable MessageId replyTo,
        @Nullable MessageId threadOf,
        @Nullable List<UserId> mentions,
        @Nullable Long expiresInSeconds) {}
