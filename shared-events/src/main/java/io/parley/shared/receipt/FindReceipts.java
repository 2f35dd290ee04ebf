package io.parley.shared.receipt;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has received and read the timeline up to {@code seq}, and when first.
 *
 * @param atLeast a seq that the view must have processed, -1 for any
 * @param expected how far the user itself has just received and read the chat
 */
public record FindReceipts(UserId userId, ChatId chatId, long seq, long atLeast, Expected expected) {
    /** Chats above this size answer the counts alone. */
    public static final int MEMBERS_LISTED = 1_000;

    public FindReceipts(UserId userId, ChatId chatId, long seq, long atLeast) {
        this(userId, chatId, seq, atLeast, Expected.NOTHING);
    }

    /**
     * Marks of the user that the view must hold, -1 for none.
     *
     * @param deliveredSeq not below {@code readSeq}: READ implies DELIVERED
     */
    public record Expected(long deliveredSeq, long readSeq) {
        public static final Expected NOTHING = new Expected(-1, -1);
    }

    /** @param members every member who sees the seq, in order of user id; empty above {@link #MEMBERS_LISTED} */
    public record Receipts(List<Member> members, int deliveredCount, int readCount) {}

    public record Member(
            UserId userId,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt) {}
}
