package io.parley.edge.timeline;

import io.parley.shared.chat.ChatId;
import org.jspecify.annotations.Nullable;

/** Body of {@code history}; both bounds are exclusive, and at most one is given. */
record HistoryRequest(
        @Nullable ChatId chatId,
        @Nullable Long beforeSeq,
        @Nullable Long afterSeq,
        @Nullable Long limit) {}
