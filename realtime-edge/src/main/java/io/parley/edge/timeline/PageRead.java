package io.parley.edge.timeline;

import io.parley.shared.chat.ChatId;
import io.parley.shared.timeline.FindHistory;

/**
 * A page that a stream needs.
 *
 * @param next its first seq
 * @param bytes of content at which it ends early
 * @param known the highest seq that is known to exist
 */
record PageRead(ChatId chatId, long next, int limit, int bytes, long known) {
    /** A device that asks for one at a time is read that many for, all the same. */
    private static final int FEWEST = 32;

    private static final int BYTES = 128 * 1024;
    private static final int FEWEST_BYTES = 32 * 1024;

    /** What the chat lacks, for a device that has asked for so many envelopes. */
    static PageRead of(ChatCursor chat, long demand) {
        long missing = Math.min(FindHistory.MAX_LIMIT, chat.known() - chat.next() + 1);
        int limit = (int) Math.min(missing, Math.max(demand, FEWEST));
        int bytes = demand < FEWEST ? FEWEST_BYTES : BYTES;
        return new PageRead(chat.chatId(), chat.next(), limit, bytes, chat.known());
    }
}
