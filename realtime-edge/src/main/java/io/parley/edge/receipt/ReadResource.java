package io.parley.edge.receipt;

import io.parley.edge.rest.Caller;
import io.parley.shared.message.MessageId;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Messages")
class ReadResource {
    private final Receipts receipts;

    ReadResource(Receipts receipts) {
        this.receipts = receipts;
    }

    @PostMapping(value = "/api/messages/{messageId}/read", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Mark everything up to a message as read",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ReadRequest.class))))
    Mono<Map<String, Object>> read(@PathVariable("messageId") String messageId, ServerHttpRequest request) {
        return Caller.sends(
                request, ReadRequest.class, (caller, body) -> receipts.read(caller, named(messageId), body));
    }

    private static MessageId named(String messageId) {
        try {
            return new MessageId(messageId);
        } catch (Invalid e) {
            throw new NotFound("messageId", "message");
        }
    }
}
