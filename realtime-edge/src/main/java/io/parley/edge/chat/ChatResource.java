package io.parley.edge.chat;

import io.parley.edge.rest.Caller;
import io.parley.shared.chat.ChatOpened;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Chats")
class ChatResource {
    private final Chats chats;

    ChatResource(Chats chats) {
        this.chats = chats;
    }

    @PostMapping(value = "/api/chats", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Create a chat, or get the one that exists",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = CreateChatRequest.class))))
    Mono<ChatOpened> create(ServerHttpRequest request) {
        return Caller.sends(request, CreateChatRequest.class, chats::create);
    }
}
