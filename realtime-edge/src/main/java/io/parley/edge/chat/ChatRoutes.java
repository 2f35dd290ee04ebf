package io.parley.edge.chat;

import io.parley.edge.session.Request;
import org.springframework.core.io.buffer.DataBuffer;
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
    Mono<DataBuffer> create(Request request) {
        return request.answer(
                CreateChatRequest.class, body -> chats.create(request.session().userId(), body));
    }
}
