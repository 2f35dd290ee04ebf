package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewIds;
import io.parley.projection.deadletter.Poison;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many messages the views hold up to certain places, and how many of them are whose. */
final class Counts {
    private final Map<String, Long> ordinals = new HashMap<>();
    private final Map<String, Count> messages = new HashMap<>();
    private final Map<String, Latest> senders = new HashMap<>();

    /**
     * What a message counts as.
     *
     * @param ordinal messages of the chat with this one
     * @param own how many of them are the sender's
     */
    record Count(long ordinal, long own) {}

    private record Latest(long seq, long own) {}

    void ordinal(String id, long ordinal) {
        ordinals.put(id, ordinal);
    }

    void known(String id, long ordinal, long own) {
        messages.put(id, new Count(ordinal, own));
    }

    void sent(String sender, long seq, long own) {
        senders.merge(sender, new Latest(seq, own), (one, other) -> one.seq() >= other.seq() ? one : other);
    }

    long ordinalAt(ChatId chatId, long seq) {
        Long ordinal = ordinals.get(ViewIds.timeline(chatId, seq));
        if (ordinal == null) {
            throw notOfOnePiece(chatId, seq);
        }
        return ordinal;
    }

    /** Counts an event that is no message. */
    void passed(ChatId chatId, long seq) {
        ordinals.putIfAbsent(ViewIds.timeline(chatId, seq), seq == 0 ? 0 : ordinalAt(chatId, seq - 1));
    }

    /** Counts a message; one that the views hold already counts as it does there. */
    Count counted(MessageSent message, long seq) {
        String id = ViewIds.timeline(message.chatId(), seq);
        String sender = ViewIds.member(message.chatId(), message.sender());
        Count count = messages.get(id);
        if (count == null) {
            count = new Count(
                    ordinalAt(message.chatId(), seq - 1) + 1, ownBefore(message, seq, senders.get(sender)) + 1);
        }
        known(id, count.ordinal(), count.own());
        ordinal(id, count.ordinal());
        sent(sender, seq, count.own());
        return count;
    }

    private static long ownBefore(MessageSent message, long seq, @Nullable Latest latest) {
        if (latest != null && latest.seq() >= seq) {
            throw notOfOnePiece(message.chatId(), seq);
        }
        return latest == null ? 0 : latest.own();
    }

    private static Poison notOfOnePiece(ChatId chatId, long seq) {
        return new Poison(
                Counts.class.getName(),
                "The views do not hold what they should around " + ViewIds.timeline(chatId, seq)
                        + ". Rebuild the views: they and their tokens are not of one piece.");
    }
}
