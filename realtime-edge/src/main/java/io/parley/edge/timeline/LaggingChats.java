package io.parley.edge.timeline;

import io.parley.shared.chat.ChatId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The chats of one stream whose view answers and stands still below what is known: it lags, or what is known was never
 * stored, as where events were restored from a backup and Redis was not emptied.
 */
final class LaggingChats {
    private final Duration patience;
    private final Map<ChatId, Stand> stands = new HashMap<>();

    LaggingChats(Duration patience) {
        this.patience = patience;
    }

    private record Stand(long head, Instant since) {}

    /** Notes where the view stands; answers whether it has stood there for so long that it is trusted. */
    synchronized boolean haveForLong(ChatId chatId, long head, Instant now) {
        Stand stand = stands.get(chatId);
        if (stand == null || stand.head != head) {
            stands.put(chatId, new Stand(head, now));
            return false;
        }
        boolean forLong = !now.isBefore(stand.since.plus(patience));
        if (forLong) {
            stands.remove(chatId);
        }
        return forLong;
    }

    /** The view has moved on, or is away. */
    synchronized void forget(ChatId chatId) {
        stands.remove(chatId);
    }
}
