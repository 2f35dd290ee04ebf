package io.parley.shared.receipt;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has received and read the timeline up to {@code seq}, and when first. */
public record FindReceipts(UserId userId, ChatId chatId, long seq, long atLeast) {
    /** Chats above this size answer the counts alone. */
    public static final int MEMBERS_LISTED = 1_000;

    /** @param members every member who sees the seq, in order of user id; empty above {@link #MEMBERS_LISTED} */
    public record Receipts(List<Member> members, int deliveredCount, int readCount) {}

    public record Member(
            UserId userId,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt) {}
}
