package io.parley.shared.timeline;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a chat's timeline, as far as the user may see it.
 *
 * @param beforeSeq exclusive: the newest below it; with neither, the newest of all
 * @param afterSeq exclusive: the oldest above it
 * @param limit 1 to {@link #MAX_LIMIT}
 * @param atLeast a seq that the view must have processed, -1 for any
 * @param bytes of content at which the page ends early, up to {@link #PAGE_BYTES}
 */
public record FindHistory(
        UserId userId,
        ChatId chatId,
        @Nullable Long beforeSeq,
        @Nullable Long afterSeq,
        int limit,
        long atLeast,
        int bytes) {
    public static final int MAX_LIMIT = 200;
    /** A page ends early at this many bytes of content, with {@code more}. */
    public static final int PAGE_BYTES = 512 * 1024;

    public FindHistory(
            UserId userId, ChatId chatId, @Nullable Long beforeSeq, @Nullable Long afterSeq, int limit, long atLeast) {
        this(userId, chatId, beforeSeq, afterSeq, limit, atLeast, PAGE_BYTES);
    }

    /**
     * @param items ascending by seq
     * @param more whether the chat has more in the direction asked for
     * @param headSeq the last seq that the view has processed
     */
    public record Page(List<TimelineEnvelope> items, boolean more, long headSeq) {}

    /**
     * The same page for who asked for it, as it stands on the wire: {@code items} and {@code more}.
     *
     * @param page JSON; handed on as it is
     */
    @SuppressWarnings("ArrayRecordComponent") // Neither compared nor written to.
    public record Json(byte[] page) {}
}
