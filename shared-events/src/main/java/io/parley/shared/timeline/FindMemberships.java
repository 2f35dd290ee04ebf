package io.parley.shared.timeline;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.List;

/** The chats that users' streams follow, with what those need to join them. One question for all streams that wait. */
public record FindMemberships(List<UserId> userIds) {
    /** An answer ends with the user that brings it to so many chats. */
    public static final int CHATS = 2_000;

    /**
     * @param ofEach the chats of each user, in the order of the question; of the first at least, and fewer than were asked
     *     for where they have many chats
     */
    public record Memberships(List<List<Membership>> ofEach) {}

    /**
     * @param firstSeq the first seq that the user may see
     * @param headSeq the last seq that the view has processed
     */
    public record Membership(ChatId chatId, long firstSeq, long headSeq, int memberCount) {}
}
