package io.parley.query.timeline;

import io.parley.query.view.ChatAccess;
import io.parley.query.view.MemberChat;
import io.parley.query.view.Views;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.TimelineEnvelope;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Pages of a chat's timeline. */
@Component
class HistoryQueries {
    private final Views views;
    private final ChatAccess access;
    private final TimelineReader timeline;

    HistoryQueries(Views views, ChatAccess access, TimelineReader timeline) {
        this.views = views;
        this.access = access;
        this.timeline = timeline;
    }

    @QueryHandler
    FindHistory.Page handle(FindHistory query) {
        return views.read(() -> page(query));
    }

    private FindHistory.Page page(FindHistory query) {
        MemberChat opened = access.open(query.chatId(), query.userId(), query.atLeast());
        long head = opened.chat().headSeq();
        long firstVisible = opened.member().firstSeq();
        PageRange range = PageRange.of(query, firstVisible, head);
        int bytes = Math.min(query.bytes(), FindHistory.PAGE_BYTES);
        List<TimelineEnvelope> items = timeline.read(query.chatId(), range, bytes);
        while (items.isEmpty() && range.hasBeyond(firstVisible, head)) {
            // Nothing but events that were left out of the views: a page without an item would end the reader's way.
            range = range.beyond(query.limit(), firstVisible, head);
            items = timeline.read(query.chatId(), range, bytes);
        }
        return new FindHistory.Page(items, hasMore(items, range, firstVisible, head), head);
    }

    private static boolean hasMore(List<TimelineEnvelope> items, PageRange range, long firstVisible, long head) {
        if (items.isEmpty()) {
            return false;
        }
        return range.ascending()
                ? items.get(items.size() - 1).seq() < head
                : items.get(0).seq() > firstVisible;
    }
}
