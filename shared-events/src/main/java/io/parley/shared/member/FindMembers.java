package io.parley.shared.member;

import io.parley.shared.chat.ChatId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a chat, in order of user id.
 *
 * @param cursor from the page before
 * @param limit 1 to 200
 * @param atLeast a seq that the page must have processed, -1 for any
 */
public record FindMembers(
        UserId userId, ChatId chatId, @Nullable String cursor, int limit, long atLeast) {
    public record Page(List<Member> members, @Nullable String next) {}

    public record Member(UserId userId, Role role, long joinedSeq) {}
}
