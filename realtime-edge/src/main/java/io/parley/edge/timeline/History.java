package io.parley.edge.timeline;

import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.ViewClient;
import io.parley.edge.wire.Encoded;
import io.parley.edge.wire.Fields;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.TimelineEnvelope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Pages of a chat's timeline, for devices and for REST alike. */
@Service
class History {
    private static final int OTHERWISE = 50;
    private static final long HIGHEST_SEQ = Long.MAX_VALUE - 1;

    private final ViewClient views;
    private final KnownHeads heads;

    History(ViewClient views, KnownHeads heads) {
        this.views = views;
        this.heads = heads;
    }

    Mono<Encoded> find(UserId userId, HistoryRequest request) {
        return find(userId, request, "beforeSeq", "afterSeq");
    }

    /** @param before the name under which the client knows {@code beforeSeq} */
    Mono<Encoded> find(UserId userId, HistoryRequest request, String before, String after) {
        ChatId chatId = Fields.required("chatId", request.chatId());
        int limit = Fields.limit(request.limit(), OTHERWISE, FindHistory.MAX_LIMIT);
        @Nullable Long beforeSeq = atLeast(before, request.beforeSeq(), 0);
        @Nullable Long afterSeq = atLeast(after, request.afterSeq(), -1);
        if (beforeSeq != null && afterSeq != null) {
            throw new Invalid(after, "A page goes backward or forward: give one of the two bounds.");
        }
        long named = Math.max(beforeSeq == null ? -1 : beforeSeq - 1, afterSeq == null ? -1 : afterSeq);
        return views.ask(
                        heads.atLeast(chatId, named),
                        atLeast -> new FindHistory(userId, chatId, beforeSeq, afterSeq, limit, atLeast),
                        FindHistory.Json.class)
                .map(found -> new Encoded(found.page()));
    }

    private static @Nullable Long atLeast(String field, @Nullable Long seq, long lowest) {
        return seq == null ? null : Fields.within(field, seq, lowest, HIGHEST_SEQ);
    }

    /**
     * What a page is: the query side writes it.
     *
     * @param items timeline envelopes, ascending by seq
     */
    record Page(List<TimelineEnvelope> items, boolean more) {}
}
