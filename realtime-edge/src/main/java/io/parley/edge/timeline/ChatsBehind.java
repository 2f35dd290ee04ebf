package io.parley.edge.timeline;

import io.parley.shared.chat.ChatId;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The chats of one stream that are behind, in the order in which they are read, one at a time; and for how many of them
 * the first catch-up waits. One that is being read keeps its place until its page has come.
 */
final class ChatsBehind {
    private final ArrayDeque<ChatCursor> row = new ArrayDeque<>(1);
    private @Nullable ChatCursor reading;
    private int awaited;

    boolean isEmpty() {
        return row.isEmpty();
    }

    /** Whether there is one to read, and none is being read. */
    boolean isOneToRead() {
        return reading == null && !row.isEmpty();
    }

    /** Last in the row, unless it has a place there already. */
    void addIfBehind(ChatCursor chat) {
        if (chat.isBehind() && !chat.isQueued()) {
            chat.queued(true);
            row.addLast(chat);
        }
    }

    /** First in the row where the page that was read of it has brought the first catch-up forward. */
    void addAgainIfBehind(ChatCursor chat, boolean moved) {
        if (moved && chat.isCatchingUp() && chat.isBehind()) {
            chat.queued(true);
            row.addFirst(chat);
        } else {
            addIfBehind(chat);
        }
    }

    /** What was pushed may have brought it up to date. One that is being read stays until its page has come. */
    void removeUnlessBehind(ChatCursor chat) {
        if (chat.isQueued() && chat != reading && !chat.isBehind()) {
            remove(chat);
        }
    }

    private void remove(ChatCursor chat) {
        row.remove(chat);
        chat.queued(false);
    }

    /** It is no chat of this stream any more. */
    void forget(ChatCursor chat) {
        remove(chat);
        if (chat == reading) {
            reading = null;
        }
        if (chat.isCatchingUp()) {
            awaited--;
        }
    }

    /** The next to be read, from now on being read; null where there is none, or one is being read. */
    @Nullable
    ChatCursor beginReading() {
        if (reading != null) {
            return null;
        }
        reading = row.peek();
        return reading;
    }

    /** The chat where it is the one that is being read: it may have been dropped, and another's turn have begun. */
    @Nullable
    ChatCursor reading(ChatId chatId) {
        ChatCursor chat = reading;
        return chat != null && chat.chatId().equals(chatId) ? chat : null;
    }

    /** Takes the chat that is being read out of the row. */
    void endReading(ChatCursor chat) {
        reading = null;
        remove(chat);
    }

    /** Lets the first catch-up wait for all that is known of the chat now, where that is not sent yet. */
    void awaitIfBehind(ChatCursor chat) {
        if (chat.isBehind()) {
            chat.catchUp();
            awaited++;
        }
    }

    /** The chat has moved: the first catch-up may have to wait for it no longer. */
    void moved(ChatCursor chat) {
        if (chat.reachedTarget()) {
            awaited--;
        }
    }

    boolean isNoneAwaited() {
        return awaited == 0;
    }

    void clear() {
        row.clear();
    }
}
