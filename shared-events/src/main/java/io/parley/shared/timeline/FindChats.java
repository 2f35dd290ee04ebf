package io.parley.shared.timeline;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.List;

/** Which chats a user is in, without what {@link FindMemberships} tells of each. */
public record FindChats(UserId userId) {
    public record Chats(List<ChatId> chatIds) {}
}
