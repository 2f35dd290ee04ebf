package io.parley.shared.chat;

import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A message was accepted.
 *
 * @param ordinal how many messages the chat holds with this one; other events hold seqs too, so unread counts need it
 * @param senderOrdinal how many of them are the sender's since it joined
 */
@Revision("1")
public record MessageSent(
        ChatId chatId,
        MessageId messageId,
        ClientMessageId clientMsgId,
        UserId sender,
        Content content,
        @Nullable MessageId replyTo,
        @Nullable MessageId threadOf,
        List<UserId> mentions,
        long ordinal,
        long senderOrdinal,
        Instant at)
        implements ChatEvent {}
