package io.parley.edge.inbox;

import io.parley.edge.rest.Caller;
import io.parley.edge.wire.Fields;
import io.parley.edge.wire.Format;
import io.parley.shared.inbox.FindInbox;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Chats")
class InboxResource {
    private final Inbox inbox;

    InboxResource(Inbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping(value = "/api/chats", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "List the caller's chats, newest activity first")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FindInbox.Page.class)))
    Mono<byte[]> find(
            @Parameter(description = "1 to 200, 50 if left out")
                    @RequestParam(name = "limit", required = false)
                    @Nullable
                    String limit,
            @Parameter(description = "next of the page before")
                    @RequestParam(name = "cursor", required = false)
                    @Nullable
                    String cursor) {
        return Caller.does(caller -> inbox.find(caller, new InboxRequest(Fields.number("limit", limit), cursor))
                .map(page -> page.as(Format.JSON)));
    }
}
