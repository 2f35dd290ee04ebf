package io.parley.edge.member;

import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.ViewClient;
import io.parley.edge.wire.Fields;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.FindMembers;
import io.parley.shared.member.UserId;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Lists the members of a chat. */
@Service
class Members {
    private static final int OTHERWISE = 200;
    private static final int HIGHEST = 200;

    private final ViewClient views;
    private final KnownHeads heads;

    Members(ViewClient views, KnownHeads heads) {
        this.views = views;
        this.heads = heads;
    }

    Mono<FindMembers.Page> find(UserId userId, MembersRequest request) {
        ChatId chatId = Fields.required("chatId", request.chatId());
        int limit = Fields.limit(request.limit(), OTHERWISE, HIGHEST);
        return views.ask(
                heads.of(chatId),
                atLeast -> new FindMembers(userId, chatId, request.cursor(), limit, atLeast),
                FindMembers.Page.class);
    }
}
