package io.parley.edge.delivery;

import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.time.Instant;

/** A mark that moved; of one key only the furthest matters. */
public record LiveReceipt(Key key, long upTo, Instant at, Encoded envelope) {
    public record Key(ChatId chatId, UserId userId, ReceiptType type) {}

    public static LiveReceipt of(ReceiptEnvelope receipt, Encoded envelope) {
        Key key = new Key(receipt.chatId(), receipt.userId(), receipt.receipt());
        return new LiveReceipt(key, receipt.upTo(), receipt.at(), envelope);
    }
}
