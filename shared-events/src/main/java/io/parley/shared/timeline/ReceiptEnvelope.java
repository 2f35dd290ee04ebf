package io.parley.shared.timeline;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ReceiptEvent;
import io.parley.shared.receipt.ReceiptType;
import java.time.Instant;

/** A member's mark stands at {@code upTo}. */
@JsonTypeName("RECEIPT")
public record ReceiptEnvelope(ChatId chatId, UserId userId, ReceiptType receipt, long upTo, Instant at)
        implements Envelope {
    public static ReceiptEnvelope of(ReceiptEvent event) {
        return new ReceiptEnvelope(event.chatId(), event.userId(), event.type(), event.upTo(), event.at());
    }
}
