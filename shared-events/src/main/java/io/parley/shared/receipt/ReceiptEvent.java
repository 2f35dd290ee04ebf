package io.parley.shared.receipt;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Instant;

/** A member's mark moved forward, from {@code after} (exclusive) to {@code upTo} (inclusive). */
public sealed interface ReceiptEvent permits MessagesDelivered, MessagesRead {
    ChatId chatId();

    UserId userId();

    long after();

    long upTo();

    Instant at();

    ReceiptType type();
}
