package io.parley.shared.receipt;

import io.parley.shared.member.UserId;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The marks in all chats of the user that have at most {@link #MEMBERS_LIVE} members.
 *
 * @param since only marks that moved at or after it; null for all
 */
public record FindMarks(UserId userId, @Nullable Instant since) {
    /** Receipts go live to every member of chats of at most this size. */
    public static final int MEMBERS_LIVE = 256;

    public record Marks(List<ReceiptEnvelope> receipts) {}
}
