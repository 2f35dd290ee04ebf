package io.parley.query.inbox;

import io.parley.query.view.MemberChat;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All chats of a user as they were at one moment, newest activity first. */
final class Inbox {
    private final Instant readFrom;
    private final List<InboxEntry> entries;

    /** @param readFrom when the views began to be read */
    Inbox(List<MemberChat> chats, Instant readFrom) {
        this.readFrom = readFrom;
        this.entries = chats.stream()
                .map(in -> new InboxEntry(in.chat(), in.member()))
                .sorted(Comparator.comparing(InboxEntry::place))
                .toList();
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
}
