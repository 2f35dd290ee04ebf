package io.parley.edge.receipt;

import io.parley.shared.chat.ChatId;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/messages/{messageId}/read}. */
record ReadRequest(@Nullable ChatId chatId) {}
