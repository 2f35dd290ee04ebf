package io.parley.shared.inbox;

import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.MessageEnvelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's chats, newest activity first: the last message or the user's own joining.
 *
 * @param limit 1 to {@link #MAX_LIMIT}
 * @param cursor from the page before
 * @param expected what the user itself has just done and must find done
 */
public record FindInbox(UserId userId, int limit, @Nullable String cursor, List<Expected> expected) {
    public static final int MAX_LIMIT = 200;

    public FindInbox(UserId userId, int limit, @Nullable String cursor) {
        this(userId, limit, cursor, List.of());
    }

    /**
     * What a chat of the inbox must show at least.
     *
     * @param headSeq the last seq that the user made there, -1 for none
     * @param readSeq its READ mark, -1 for none
     */
    public record Expected(ChatId chatId, long headSeq, long readSeq) {}

    /**
     * The answer: a {@link Page} as it stands on the wire.
     *
     * @param page JSON; handed on as it is
     */
    @SuppressWarnings("ArrayRecordComponent") // Neither compared nor written to.
    public record Json(byte[] page) {}

    /** @param chats at least one where there is one, then as many as the limits of number and bytes allow */
    public record Page(List<Row> chats, @Nullable String next) {}

    /**
     * @param unread messages of others above both {@code readSeq} and the user's joining
     * @param readSeq the user's READ mark, -1 before the first
     */
    public record Row(
            ChatId chatId,
            ChatKind kind,
            @Nullable String title,
            long lastSeq,
            @Nullable MessageEnvelope lastMessage,
            long unread,
            long readSeq,
            int memberCount,
            boolean encrypted) {}
}
