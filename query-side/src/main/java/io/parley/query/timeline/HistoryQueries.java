package io.parley.query.timeline;

import io.parley.query.view.ChatAccess;
import io.parley.query.view.MemberChat;
import io.parley.query.view.Views;
import io.parley.shared.timeline.FindHistory;
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
        PageRange range = PageRange.of(query, opened.member().firstSeq(), head);
        int bytes = Math.min(query.bytes(), FindHistory.PAGE_BYTES);
        TimelineReader.Run run = timeline.read(query.chatId(), range, query.limit(), bytes);
        return new FindHistory.Page(run.items(), run.more(), head);
    }
}
