package io.parley.edge.message;

import io.parley.edge.session.Request;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
class MessageRoutes {
    private final Messages messages;

    MessageRoutes(Messages messages) {
        this.messages = messages;
    }

    @MessageMapping("message.send")
    Mono<byte[]> send(Request request) {
        return request.answer(
                SendRequest.class, body -> messages.send(request.session().userId(), body));
    }
}
