package io.parley.query.inbox;

import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberChat;
import io.parley.query.view.Views;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.timeline.FindHistory;
import java.util.Comparator;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Inboxes. Put together when asked, so that a message costs one write whatever the size of its chat. */
@Component
class InboxQueries {
    private final Views views;
    private final ChatViews chats;
    private final InboxExpectations expectations;
    private final InboxRows rows;

    InboxQueries(Views views, ChatViews chats, InboxExpectations expectations, InboxRows rows) {
        this.views = views;
        this.chats = chats;
        this.expectations = expectations;
        this.rows = rows;
    }

    @QueryHandler
    FindInbox.Page handle(FindInbox query) {
        if (query.limit() < 1 || query.limit() > FindInbox.MAX_LIMIT) {
            throw new Invalid("limit", "limit is a whole number from 1 to " + FindInbox.MAX_LIMIT + ".");
        }
        return views.read(() -> page(query));
    }

    private FindInbox.Page page(FindInbox query) {
        InboxPlace after = query.cursor() == null ? null : InboxPlace.of(query.cursor());
        List<MemberChat> found = chats.chatsOf(query.userId());
        expectations.require(query, found);
        List<InboxEntry> rest = found.stream()
                .map(in -> new InboxEntry(in.chat(), in.member()))
                .filter(entry -> after == null || entry.place().compareTo(after) > 0)
                .sorted(Comparator.comparing(InboxEntry::place))
                .toList();
        List<InboxEntry> page = rest.subList(0, Math.min(rest.size(), query.limit()));
        List<FindInbox.Row> read = rows.read(page, FindHistory.PAGE_BYTES);
        String next =
                read.size() < rest.size() ? rest.get(read.size() - 1).place().cursor() : null;
        return new FindInbox.Page(read, next);
    }
}
