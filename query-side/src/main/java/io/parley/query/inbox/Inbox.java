package io.parley.query.inbox;

import io.parley.query.view.MemberChat;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** All chats of a user as they were at one moment, newest activity first, and the rows that were made of them. */
final class Inbox {
    /** A longer row is made anew each time, so that what an inbox holds is bounded by how many chats it has. */
    static final int ROW_KEPT = 1_024;

    private final Instant readFrom;
    private final List<InboxEntry> entries;
    private final AtomicReferenceArray<byte @Nullable []> rows;

    /** @param readFrom when the views began to be read */
    Inbox(List<MemberChat> chats, Instant readFrom) {
        this.readFrom = readFrom;
        this.entries = chats.stream()
                .map(in -> new InboxEntry(in.chat(), in.member()))
                .sorted(Comparator.comparing(InboxEntry::place))
                .toList();
        this.rows = new AtomicReferenceArray<>(entries.size());
    }

    Instant readFrom() {
        return readFrom;
    }

    List<InboxEntry> entries() {
        return entries;
    }

    int size() {
        return entries.size();
    }

    /** How many entries come up to that place; with null, none. */
    int upTo(@Nullable InboxPlace place) {
        int count = 0;
        while (place != null && count < size() && entries.get(count).place().compareTo(place) <= 0) {
            count++;
        }
        return count;
    }

    byte @Nullable [] row(int index) {
        return rows.get(index);
    }

    void keep(int index, byte[] row) {
        if (row.length <= ROW_KEPT) {
            rows.set(index, row);
        }
    }
}
