package io.parley.edge.inbox;

import io.parley.edge.view.OwnWrites;
import io.parley.edge.view.ViewClient;
import io.parley.edge.wire.Encoded;
import io.parley.edge.wire.Fields;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.member.UserId;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Lists a user's chats, for devices and for REST alike. */
@Service
class Inbox {
    private static final int OTHERWISE = 50;

    private final ViewClient views;
    private final OwnWrites own;

    Inbox(ViewClient views, OwnWrites own) {
        this.views = views;
        this.own = own;
    }

    Mono<Encoded> find(UserId userId, InboxRequest request) {
        int limit = Fields.limit(request.limit(), OTHERWISE, FindInbox.MAX_LIMIT);
        return views.ask(
                        new FindInbox(userId, limit, request.cursor(), own.inInbox(userId)),
                        new FindInbox(userId, limit, request.cursor()),
                        FindInbox.Json.class)
                .map(found -> new Encoded(found.page()));
    }
}
