package io.parley.edge.timeline;

import io.parley.shared.chat.ChatId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chats of one stream whose view answers and stands still below what is known: it lags, or what is known was never
 * stored, as where events were restored from a backup and Redis was not emptied.
 */
final class LaggingChats {
    /** A view that lags refuses, like one that is away; so often within the time of patience it is asked which it is. */
    private static final int QUESTIONS = 3;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Duration patience;
    private final Map<ChatId, Stand> stands = new HashMap<>();

    LaggingChats(Duration patience) {
        this.patience = patience;
    }

    /**
     * Where a view stands.
     *
     * @param next what it was asked for: a stream that has gone on since, as by a push, waits anew
     * @param since when it began to
     * @param asked when it was last asked
     */
    private record Stand(long next, long head, Instant since, Instant asked) {}

    /** The view did not have what was asked for; answers whether it is time to ask where it stands. */
    synchronized boolean areToBeAsked(ChatId chatId, long next, Instant now) {
        Stand stand = stand(chatId, next);
        if (stand == null) {
            stands.put(chatId, new Stand(next, UNKNOWN, now, now));
            return false;
        }
        boolean due = !now.isBefore(stand.asked.plus(patience.dividedBy(QUESTIONS)));
        if (due) {
            stands.put(chatId, new Stand(next, stand.head, stand.since, now));
        }
        return due;
    }

    /** The view stands there; answers whether it has for so long that it is trusted. */
    synchronized boolean haveStood(ChatId chatId, long next, long head, Instant now) {
        Stand stand = stand(chatId, next);
        if (stand == null || (stand.head != UNKNOWN && stand.head != head)) {
            stands.put(chatId, new Stand(next, head, now, now));
            return false;
        }
        boolean forLong = !now.isBefore(stand.since.plus(patience));
        if (forLong) {
            stands.remove(chatId);
        } else {
            stands.put(chatId, new Stand(next, head, stand.since, stand.asked));
        }
        return forLong;
    }

    private @Nullable Stand stand(ChatId chatId, long next) {
        Stand stand = stands.get(chatId);
        return stand == null || stand.next != next ? null : stand;
    }

    /** The view has moved on, or is away. */
    synchronized void forget(ChatId chatId) {
        stands.remove(chatId);
    }
}
