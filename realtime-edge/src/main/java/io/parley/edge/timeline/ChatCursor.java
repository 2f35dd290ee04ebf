package io.parley.edge.timeline;

import io.parley.shared.chat.ChatId;
import io.parley.shared.timeline.GapEnvelope;
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

    /** At the beginning of a stream: what is missed beyond so many is skipped, to be announced before the rest. */
    static ChatCursor of(DeviceStream.Start start, int replayed) {
        ChatCursor chat = new ChatCursor(start.chatId(), start.next(), start.known());
        long skippedTo = start.head() - replayed;
        if (skippedTo >= start.next()) {
            chat.gap = Item.gap(new GapEnvelope(start.chatId(), start.next(), skippedTo));
            chat.next = skippedTo + 1;
        }
        return chat;
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

    /** Nothing beyond that is known any more, whoever named it. */
    void trust(long head) {
        known = Math.max(head, next - 1);
        target = Math.min(target, known);
    }

    boolean hasGap() {
        return gap != null;
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
