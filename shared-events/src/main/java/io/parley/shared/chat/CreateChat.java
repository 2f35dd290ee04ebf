package io.parley.shared.chat;

import io.parley.shared.member.UserId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Opens a chat; opening one that exists answers it again.
 *
 * @param members the others, and the creator or not; for DIRECT exactly one other
 * @param historyVisible whether later members see the timeline from its beginning
 */
public record CreateChat(
        @TargetAggregateIdentifier ChatId chatId,
        ChatKind kind,
        UserId creator,
        List<UserId> members,
        @Nullable String title,
        boolean encrypted,
        boolean historyVisible) {}
