package io.parley.query.inbox;

import io.parley.query.view.JsonBytes;
import io.parley.query.view.Views;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.timeline.FindHistory;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Inboxes. Put together when asked, so that a message costs one write whatever the size of its chat. */
@Component
class InboxQueries {
    /** What a page has beside its rows. */
    private static final int AROUND = 160;

    private final Views views;
    private final RecentInboxes inboxes;
    private final InboxRows rows;

    InboxQueries(Views views, RecentInboxes inboxes, InboxRows rows) {
        this.views = views;
        this.inboxes = inboxes;
        this.rows = rows;
    }

    @QueryHandler
    FindInbox.Json handle(FindInbox query) {
        if (query.limit() < 1 || query.limit() > FindInbox.MAX_LIMIT) {
            throw new Invalid("limit", "limit is a whole number from 1 to " + FindInbox.MAX_LIMIT + ".");
        }
        return views.read(() -> page(query));
    }

    private FindInbox.Json page(FindInbox query) {
        InboxPlace after = query.cursor() == null ? null : InboxPlace.of(query.cursor());
        Inbox inbox = inboxes.of(query);
        int from = inbox.upTo(after);
        int to = Math.min(inbox.size(), from + query.limit());
        List<byte[]> read = rows.read(inbox, from, to, FindHistory.PAGE_BYTES);
        int end = from + read.size();
        return json(read, end < inbox.size() ? inbox.entries().get(end - 1).place() : null);
    }

    private static FindInbox.Json json(List<byte[]> rows, @Nullable InboxPlace next) {
        JsonBytes json = new JsonBytes(
                AROUND + rows.stream().mapToInt(row -> row.length + 1).sum());
        json.raw("{\"chats\":").array(rows);
        if (next != null) {
            json.raw(",\"next\":").text(next.cursor());
        }
        return new FindInbox.Json(json.raw("}").toBytes());
    }
}
