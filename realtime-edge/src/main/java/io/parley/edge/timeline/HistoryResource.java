package io.parley.edge.timeline;

import io.parley.edge.rest.Caller;
import io.parley.edge.wire.Fields;
import io.parley.edge.wire.Format;
import io.parley.shared.chat.ChatId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Messages")
class HistoryResource {
    private final History history;

    HistoryResource(History history) {
        this.history = history;
    }

    @GetMapping(value = "/api/chats/{chatId}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A page of a chat's timeline, ascending by seq; with neither bound the newest")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = History.Page.class)))
    Mono<byte[]> find(
            @PathVariable("chatId") String chatId,
            @Parameter(description = "seq, exclusive: the newest below it")
                    @RequestParam(name = "before", required = false)
                    @Nullable
                    String before,
            @Parameter(description = "seq, exclusive: the oldest above it")
                    @RequestParam(name = "after", required = false)
                    @Nullable
                    String after,
            @Parameter(description = "1 to 200, 50 if left out")
                    @RequestParam(name = "limit", required = false)
                    @Nullable
                    String limit) {
        return Caller.does(caller -> {
            HistoryRequest request = new HistoryRequest(
                    new ChatId(chatId),
                    Fields.number("before", before),
                    Fields.number("after", after),
                    Fields.number("limit", limit));
            return history.find(caller, request, "before", "after").map(page -> page.as(Format.JSON));
        });
    }
}
