package io.parley.shared.receipt;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A member's devices have received everything up to {@code upTo}.
 *
 * @param after where this mark stood before, or the last seq before the member joined
 */
@Revision("1")
public record MessagesDelivered(ChatId chatId, UserId userId, long after, long upTo, Instant at)
        implements ReceiptEvent {
    @Override
    @JsonIgnore
    public ReceiptType type() {
        return ReceiptType.DELIVERED;
    }
}
