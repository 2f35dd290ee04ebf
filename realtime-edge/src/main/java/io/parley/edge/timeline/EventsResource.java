package io.parley.edge.timeline;

import io.parley.edge.rest.Caller;
import io.parley.edge.session.Outlet;
import io.parley.edge.wire.Fields;
import io.parley.shared.member.UserId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Events")
class EventsResource {
    private static final String SUMMARY = "Everything newer than the cursors, else wait for it";
    private static final String DESCRIPTION = "Answers {items, resume}: envelopes as on the stream of a device, at most"
            + " 512 KiB of them, and what to send as resume with the next call.";

    private final Events events;

    EventsResource(Events events) {
        this.events = events;
    }

    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    @GetMapping(value = "/api/events", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = SUMMARY, description = DESCRIPTION)
    Mono<byte[]> get(
            @Parameter(description = "URL-encoded JSON: {chatId: last seq held}")
                    @RequestParam(name = "cursors", required = false)
                    @Nullable
                    String cursors,
            @Parameter(description = "Envelopes replayed per chat, 1 to 10000, 1000 if left out")
                    @RequestParam(name = "limit", required = false)
                    @Nullable
                    String limit,
            @Parameter(description = "resume of the last answer")
                    @RequestParam(name = "resume", required = false)
                    @Nullable
                    String resume,
            @Parameter(description = "0 to 30, 0 if left out")
                    @RequestParam(name = "waitSeconds", required = false)
                    @Nullable
                    String waitSeconds) {
        return Caller.does(caller -> {
            PollRequest request = new PollRequest(
                    CursorsParameter.parse(cursors),
                    Fields.number("limit", limit),
                    resume,
                    Fields.number("waitSeconds", waitSeconds));
            return poll(caller, request);
        });
    }

    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Answer.class)))
    @PostMapping(value = "/api/events", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = SUMMARY,
            description = DESCRIPTION,
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = PollRequest.class))))
    Mono<byte[]> post(ServerHttpRequest request) {
        return Caller.sends(request, PollRequest.class, this::poll);
    }

    /** The shape of the answer; it is put together of bytes that are encoded already. */
    private record Answer(
            List<Map<String, Object>> items, @Nullable String resume) {}

    private Mono<byte[]> poll(UserId caller, PollRequest request) {
        EventsRequest.Checked checked = request.events();
        Duration patience = request.patience();
        return Mono.create(
                answer -> events.stream(caller, Outlet.OPEN, checked).subscribe(new Poll(answer, checked, patience)));
    }
}
