package io.parley.edge.member;

import io.parley.shared.chat.ChatId;
import org.jspecify.annotations.Nullable;

/** Body of {@code members}. */
record MembersRequest(
        @Nullable ChatId chatId,
        @Nullable String cursor,
        @Nullable Long limit) {}
