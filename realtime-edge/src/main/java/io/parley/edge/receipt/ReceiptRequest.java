package io.parley.edge.receipt;

import io.parley.shared.chat.ChatId;
import io.parley.shared.receipt.ReceiptType;
import org.jspecify.annotations.Nullable;

/** Body of {@code receipt}: everything up to {@code seq} has been received or read. */
record ReceiptRequest(
        @Nullable ChatId chatId,
        @Nullable ReceiptType type,
        @Nullable Long seq) {}
