package io.parley.shared.timeline;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.List;

/** Which chats users are in, without what {@link FindMemberships} tells of each. */
public record FindChats(List<UserId> userIds) {
    /** An answer ends with the user that brings it to so many chats. */
    public static final int CHATS = 10_000;

    /**
     * @param ofEach the chats of each user, in the order of the question; of the first at least, and fewer than were asked
     *     for where they have many chats
     */
    public record Chats(List<List<ChatId>> ofEach) {}
}
