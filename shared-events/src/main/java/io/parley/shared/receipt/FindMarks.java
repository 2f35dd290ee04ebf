package io.parley.shared.receipt;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of marks, for several streams at once. */
public record FindMarks(List<Question> questions) {
    /** Receipts go live to every member of chats of at most this size. */
    public static final int MEMBERS_LIVE = 256;
    /** A page ends with the chat that brings it to so many marks, or earlier with {@code next}. */
    public static final int PAGE = 128;

    /** Looked at for one page, whether their marks moved or not. */
    public static final int CHATS = 200;

    /** An answer ends with the page that brings it to so many marks. */
    public static final int ANSWER = 2_000;

    /**
     * The marks in those of the chats that have at most {@link #MEMBERS_LIVE} members, chat by chat.
     *
     * @param userId who asks; of chats that this is no member of nothing is told
     * @param since only marks that moved at or after it, in larger chats the user's own among them; null for all
     * @param chats at most {@link #CHATS} of them
     */
    public record Question(UserId userId, @Nullable Instant since, List<ChatId> chats) {}

    /**
     * @param pages for each question in its order; for the first at least, and fewer than were asked for where many marks
     *     moved
     */
    public record Marks(List<Page> pages) {}

    /** @param last the chat of the question that the page ends with where it has more, null where it does not */
    public record Page(
            List<ReceiptEnvelope> receipts, @Nullable ChatId last) {}
}
