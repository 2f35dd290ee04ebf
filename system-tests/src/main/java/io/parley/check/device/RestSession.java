package io.parley.check.device;

import io.parley.check.history.MarkType;
import io.parley.client.Ack;
import io.parley.client.Json;
import io.parley.client.ParleyProblem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** REST with long polling. */
final class RestSession implements Session {
    private static final int ERROR = 400;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI server;
    private final String token;

    RestSession(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    Mono<JsonNode> poll(ObjectNode request) {
        return post("/api/events", request);
    }

    @Override
    public Mono<Ack> send(String chatId, UUID clientMsgId, String text) {
        ObjectNode request = Json.object()
                .put("clientMsgId", clientMsgId.toString())
                .put("chatId", chatId)
                .put("text", text);
        return post("/api/messages", request)
                .map(ack -> new Ack(
                        ack.path("clientMsgId").asString(""),
                        ack.path("messageId").asString(""),
                        ack.path("chatId").asString(""),
                        ack.path("seq").asLong(-1),
                        Instant.parse(ack.path("sentAt").asString(""))));
    }

    @Override
    public Mono<Void> confirm(String chatId, MarkType type, Held upTo) {
        String messageId = Objects.requireNonNull(upTo.messageId(), "REST confirms messages only");
        return post("/api/messages/" + messageId + "/read", Json.object().put("chatId", chatId))
                .then();
    }

    @Override
    public Mono<JsonNode> ask(String route, ObjectNode request) {
        return switch (route) {
            case "chat.create" -> post("/api/chats", request);
            case "inbox" -> get("/api/chats?limit=" + request.path("limit").asInt(50) + cursor(request));
            case "history" ->
                get("/api/chats/" + request.path("chatId").asString("") + "/messages?after="
                        + request.path("afterSeq").asLong(-1) + "&limit="
                        + request.path("limit").asInt(50));
            default -> Mono.empty();
        };
    }

    /** Each request finds a connection of its own; there is none to lose. */
    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is held between requests.
    }

    private static String cursor(ObjectNode request) {
        return request.has("cursor") ? "&cursor=" + request.path("cursor").asString("") : "";
    }

    private Mono<JsonNode> get(String path) {
        return answer(request(path).GET());
    }

    private Mono<JsonNode> post(String path, ObjectNode body) {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private static Mono<JsonNode> answer(HttpRequest.Builder request) {
        return Mono.fromFuture(() -> CLIENT.sendAsync(request.build(), BodyHandlers.ofString()))
                .map(RestSession::read);
    }

    private static JsonNode read(HttpResponse<String> response) {
        JsonNode body = Json.read(response.body());
        if (response.statusCode() < ERROR) {
            return body;
        }
        throw new ParleyProblem(
                body.path("code").asString("UNAVAILABLE"),
                body.path("message").asString(""),
                null,
                body.path("retryable").asBoolean(false),
                null);
    }
}
