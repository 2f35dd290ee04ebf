package io.parley.query.timeline;

import io.parley.query.timeline.TimelineReader.Form;
import io.parley.query.timeline.TimelineReader.Run;
import io.parley.query.view.ChatAccess;
import io.parley.query.view.ChatAccess.Opened;
import io.parley.query.view.JsonBytes;
import io.parley.query.view.Views;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.TimelineEnvelope;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Pages of a chat's timeline. */
@Component
class HistoryQueries {
    /** What a page has beside its envelopes. */
    private static final int AROUND = 32;
    /** No chat has so much. */
    private static final long NEWEST = Long.MAX_VALUE;

    private final Views views;
    private final ChatAccess access;
    private final TimelineReader timeline;

    HistoryQueries(Views views, ChatAccess access, TimelineReader timeline) {
        this.views = views;
        this.access = access;
        this.timeline = timeline;
    }

    /** For streams, which look at each envelope. */
    @QueryHandler
    FindHistory.Page handle(FindHistory query) {
        return views.read(() -> {
            Found<TimelineEnvelope> found = find(query, Form.OBJECTS);
            return new FindHistory.Page(found.run().items(), found.run().more(), found.head());
        });
    }

    /** For who asked, and gets it as it is. */
    @QueryHandler
    FindHistory.Json json(FindHistory query) {
        return views.read(() -> json(find(query, Form.JSON).run()));
    }

    private record Found<T>(Run<T> run, long head) {}

    private <T> Found<T> find(FindHistory query, Form<T> form) {
        long upTo = query.beforeSeq() == null ? NEWEST : query.beforeSeq() - 1;
        Opened opened = access.open(query.chatId(), query.userId(), query.atLeast(), upTo);
        PageRange range = PageRange.of(query, opened.member().firstSeq(), opened.head());
        int bytes = Math.min(query.bytes(), FindHistory.PAGE_BYTES);
        return new Found<>(timeline.read(query.chatId(), range, query.limit(), bytes, form), opened.head());
    }

    private static FindHistory.Json json(Run<byte[]> run) {
        JsonBytes json = new JsonBytes(
                AROUND + run.items().stream().mapToInt(item -> item.length + 1).sum());
        json.raw("{\"items\":").array(run.items());
        return new FindHistory.Json(
                json.raw(run.more() ? ",\"more\":true}" : ",\"more\":false}").toBytes());
    }
}
