package io.parley.edge.receipt;

import io.parley.shared.chat.ChatId;
import org.jspecify.annotations.Nullable;

/** Body of {@code receipts}. */
record ReceiptsRequest(@Nullable ChatId chatId, @Nullable Long seq) {}
