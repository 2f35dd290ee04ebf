package io.parley.shared.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ReceiptType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One envelope on its way to an edge node, encoded once.
 *
 * @param seq its seq in the chat, -1 where it has no place in the timeline
 * @param envelope the envelope in JSON, UTF-8; empty where it is to be read from the timeline view
 * @param joined users who became members with this event: their streams join the chat here
 * @param mark of a RECEIPT, what it says
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared and never written to; a copy per node would be waste.
public record Delivery(
        ChatId chatId,
        long seq,
        byte[] envelope,
        List<UserId> joined,
        @Nullable Mark mark) {
    private static final byte[] NONE = new byte[0];

    public Delivery {
        joined = joined == null ? List.of() : joined;
    }

    public static Delivery timeline(ChatId chatId, long seq, byte[] envelope, List<UserId> joined) {
        return new Delivery(chatId, seq, envelope, joined, null);
    }

    /** Only that the timeline has come so far. */
    public static Delivery head(ChatId chatId, long seq, List<UserId> joined) {
        return timeline(chatId, seq, NONE, joined);
    }

    public static Delivery receipt(ChatId chatId, byte[] envelope, Mark mark) {
        return new Delivery(chatId, -1, envelope, List.of(), mark);
    }

    /** A member's mark that moved. */
    public record Mark(UserId userId, ReceiptType type, long upTo, Instant at) {}
}
