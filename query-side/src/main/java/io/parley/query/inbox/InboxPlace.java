package io.parley.query.inbox;

import io.parley.query.view.Cursor;
import io.parley.shared.chat.ChatId;
import io.parley.shared.refusal.Invalid;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;

/** A place in an inbox: newest activity first, by chat id where two are equal. */
record InboxPlace(Instant activity, ChatId chatId) implements Comparable<InboxPlace> {
    private static final Comparator<InboxPlace> ORDER = Comparator.comparing(InboxPlace::activity)
            .reversed()
            .thenComparing(place -> place.chatId().value());

    @Override
    public int compareTo(InboxPlace other) {
        return ORDER.compare(this, other);
    }

    String cursor() {
        return Cursor.of(activity.toEpochMilli() + ":" + chatId);
    }

    static InboxPlace of(String cursor) {
        String[] parts = Cursor.place(cursor).split(":", 2);
        if (parts.length != 2) {
            throw Cursor.invalid();
        }
        try {
            return new InboxPlace(Instant.ofEpochMilli(Long.parseLong(parts[0])), new ChatId(parts[1]));
        } catch (NumberFormatException | DateTimeException | Invalid e) {
            throw Cursor.invalid();
        }
    }
}
