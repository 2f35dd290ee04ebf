package io.parley.edge.timeline;

import io.parley.edge.session.Request;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
class HistoryRoutes {
    private final History history;

    HistoryRoutes(History history) {
        this.history = history;
    }

    @MessageMapping("history")
    Mono<byte[]> find(Request request) {
        return request.answer(
                HistoryRequest.class, body -> history.find(request.session().userId(), body));
    }
}
