package io.parley.shared.receipt;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The marks in the chats of the user that have at most {@link #MEMBERS_LIVE} members, chat by chat in order of chat id.
 *
 * @param since only marks that moved at or after it, in larger chats the user's own among them; null for all
 * @param after only chats beyond this one, which is the {@code next} of the page before
 * @param chats only these, in order of chat id and at most {@link #CHATS} of them, which spares a look for the user's
 *     chats; null for all
 */
public record FindMarks(
        UserId userId,
        @Nullable Instant since,
        @Nullable ChatId after,
        @Nullable List<ChatId> chats) {
    /** Receipts go live to every member of chats of at most this size. */
    public static final int MEMBERS_LIVE = 256;
    /** A page ends with the chat that brings it to so many marks, or earlier with {@code next}. */
    public static final int PAGE = 128;

    /** Looked at for one page, whether their marks moved or not. */
    public static final int CHATS = 200;

    /** A page of the marks in all chats. */
    public FindMarks(UserId userId, @Nullable Instant since, @Nullable ChatId after) {
        this(userId, since, after, null);
    }

    /** The first page. */
    public FindMarks(UserId userId, @Nullable Instant since) {
        this(userId, since, null);
    }

    /** @param next where the next page goes on, absent where there is none; a page may be empty and have one */
    public record Marks(
            List<ReceiptEnvelope> receipts, @Nullable ChatId next) {}
}
