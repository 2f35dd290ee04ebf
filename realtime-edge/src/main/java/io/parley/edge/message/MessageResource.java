package io.parley.edge.message;

import io.parley.edge.rest.Caller;
import io.parley.shared.message.MessageAccepted;
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
@Tag(name = "Messages")
class MessageResource {
    private final Messages messages;

    MessageResource(Messages messages) {
        this.messages = messages;
    }

    @PostMapping(value = "/api/messages", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Send a message",
            description = "Answers once the message is stored. Send again with the same clientMsgId after UNAVAILABLE"
                    + " or silence: it is stored once, and every repeat gets the first answer.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = SendRequest.class))))
    Mono<MessageAccepted> send(ServerHttpRequest request) {
        return Caller.sends(request, SendRequest.class, messages::send);
    }
}
