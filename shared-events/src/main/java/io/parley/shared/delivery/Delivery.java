package io.parley.shared.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ReceiptType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One envelope on its way to an edge node, encoded once.
 *
 * @param seq its seq in the chat, -1 where it has no place in the timeline
 * @param envelope the envelope in JSON, UTF-8
 * @param joined users who became members with this event: their streams join the chat here
 * @param receiptOf for a RECEIPT, whose mark moved
 * @param receipt for a RECEIPT, its type
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared and never written to; a copy per node would be waste.
public record Delivery(
        ChatId chatId,
        long seq,
        byte[] envelope,
        List<UserId> joined,
        @Nullable UserId receiptOf,
        @Nullable ReceiptType receipt) {
    public Delivery {
        joined = joined == null ? List.of() : joined;
    }

    public static Delivery timeline(ChatId chatId, long seq, byte[] envelope, List<UserId> joined) {
        return new Delivery(chatId, seq, envelope, joined, null, null);
    }

    public static Delivery receipt(ChatId chatId, byte[] envelope, UserId receiptOf, ReceiptType receipt) {
        return new Delivery(chatId, -1, envelope, List.of(), receiptOf, receipt);
    }
}
