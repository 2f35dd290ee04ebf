package io.parley.edge.inbox;

import io.parley.edge.session.Request;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
class InboxRoutes {
    private final Inbox inbox;

    InboxRoutes(Inbox inbox) {
        this.inbox = inbox;
    }

    @MessageMapping("inbox")
    Mono<byte[]> find(Request request) {
        return request.answer(
                InboxRequest.class, body -> inbox.find(request.session().userId(), body));
    }
}
