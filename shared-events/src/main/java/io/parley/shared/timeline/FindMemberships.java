package io.parley.shared.timeline;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.List;

/** The chats that a user's stream follows, with what it needs to join them. */
public record FindMemberships(UserId userId) {
    public record Memberships(List<Membership> chats) {}

    /**
     * @param firstSeq the first seq that the user may see
     * @param headSeq the last seq that the view has processed
     */
    public record Membership(ChatId chatId, long firstSeq, long headSeq, int memberCount) {}
}
