package io.parley.edge.chat;

import io.parley.edge.session.Request;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
class ChatRoutes {
    private final Chats chats;

    ChatRoutes(Chats chats) {
        this.chats = chats;
    }

    @MessageMapping("chat.create")
    Mono<byte[]> create(Request request) {
        return request.answer(
                CreateChatRequest.class, body -> chats.create(request.session().userId(), body));
    }
}
