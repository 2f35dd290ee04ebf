package io.parley.shared.message;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Puts a message into a chat. Sent again with the same clientMsgId it answers the first {@link MessageAccepted}. */
public record SendMessage(
        @TargetAggregateIdentifier ChatId chatId,
        UserId sender,
        ClientMessageId clientMsgId,
        Content content,
        @Nullable MessageId replyTo,
        @Nullable MessageId threadOf,
        List<UserId> mentions) {}
