package io.parley.edge.timeline;

import io.parley.edge.wire.Fields;
import io.parley.shared.chat.ChatId;
import io.parley.shared.refusal.TooLarge;
import io.parley.shared.timeline.FindMemberships;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code events}.
 *
 * @param cursors by chat id, the last seq that the device holds; -1 for none
 * @param limit how many envelopes of one chat are replayed before a GAP takes the rest
 * @param resume from the last CAUGHT_UP
 */
record EventsRequest(
        @Nullable Map<String, @Nullable Long> cursors,
        @Nullable Long limit,
        @Nullable String resume) {
    private static final int LIMIT_OTHERWISE = 1_000;
    private static final int LIMIT_HIGHEST = 10_000;
    private static final int ID_CHARACTERS = 64;
    private static final int CURSORS = 10_000;
    private static final int CURSORS_KEPT = 1_000;

    /** Refuses what is out of range. */
    Checked checked() {
        Map<String, Long> held = new HashMap<>();
        if (cursors != null && cursors.size() > CURSORS) {
            throw new TooLarge("cursors", "A request may have at most " + CURSORS + " cursors; leave out the oldest.");
        }
        if (cursors != null) {
            cursors.forEach((chatId, seq) -> held.put(chatId, cursor(field(chatId), seq)));
        }
        int replayed = Fields.limit(limit, LIMIT_OTHERWISE, LIMIT_HIGHEST);
        return new Checked(held, replayed, resume == null ? null : Resume.parsed(resume));
    }

    /** What stands there may be anything, and an error repeats no more of it than an id could have. */
    private static String field(String chatId) {
        return "cursors." + chatId.substring(0, Math.min(chatId.length(), ID_CHARACTERS));
    }

    private static long cursor(String field, @Nullable Long seq) {
        return Fields.within(field, Fields.required(field, seq), -1, Long.MAX_VALUE);
    }

    record Checked(
            Map<String, Long> cursors, int limit, @Nullable Resume resume) {
        /** The first seq of a chat that the device lacks and may see, where {@code firstSeq} is the first it may see. */
        long next(ChatId chatId, long firstSeq) {
            @Nullable Long held = cursors.get(chatId.value());
            long afterHeld = held == null ? 0 : Math.min(held, Long.MAX_VALUE - 1) + 1;
            return Math.max(firstSeq, afterHeld);
        }

        /** What is worth keeping while the stream is open: few cursors, of chats that the views may show later. */
        Checked without(List<FindMemberships.Membership> begun) {
            Map<String, Long> left = new HashMap<>(cursors);
            begun.forEach(membership -> left.remove(membership.chatId().value()));
            return new Checked(left.size() > CURSORS_KEPT ? Map.of() : Map.copyOf(left), limit, resume);
        }
    }
}
