package io.parley.edge.timeline;

import io.parley.shared.chat.ChatId;
import org.jspecify.annotations.Nullable;

/** Where a stream stands in one chat. */
final class ChatCursor {
    private final ChatId chatId;
    /** The next seq to send. */
    private long next;
    /** The highest seq that is known to exist. */
    private long known;
    /** What the first catch-up has to reach, -1 once it has. */
    private long target = -1;

    private @Nullable Item gap;
    /** Whether it waits for its turn to be read, or is being read. */
    private boolean queued;

    ChatCursor(ChatId chatId, long next, long known) {
        this.chatId = chatId;
        this.next = next;
        this.known = known;
    }

    ChatId chatId() {
        return chatId;
    }

    long next() {
        return next;
    }

    long known() {
        return known;
    }

    boolean isBehind() {
        return next <= known;
    }

    boolean isQueued() {
        return queued;
    }

    void queued(boolean yes) {
        queued = yes;
    }

    void learn(long head) {
        known = Math.max(known, head);
    }

    void sent(long seq) {
        next = seq + 1;
        known = Math.max(known, seq);
    }

    /** Skips what is too long ago, to be announced before the rest. */
    void skip(Item announcement, long to) {
        gap = announcement;
        next = to + 1;
    }

    @Nullable
    Item takeGap() {
        Item taken = gap;
        gap = null;
        return taken;
    }

    boolean isCatchingUp() {
        return target >= 0;
    }

    /** Makes all that is known now the target of the first catch-up. */
    void catchUp() {
        target = known;
    }

    /** Whether this was the moment at which the first catch-up got here. */
    boolean reachedTarget() {
        boolean reached = target >= 0 && next > target;
        if (reached) {
            target = -1;
        }
        return reached;
    }
}
