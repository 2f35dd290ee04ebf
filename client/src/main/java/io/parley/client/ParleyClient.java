package io.parley.client;

import io.rsocket.RSocket;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connected device. Everything is asynchronous and may be called from any thread; refusals arrive as
 * {@link ParleyProblem}. A rejected SETUP shows at the first request or in {@link #closed()}.
 */
public final class ParleyClient implements AutoCloseable {
    private static final int PROTOCOL = 1;

    private final RSocket socket;

    private ParleyClient(RSocket socket) {
        this.socket = socket;
    }

    /**
     * Connects a device.
     *
     * @param uri e.g. {@code ws://localhost:8080/ws/connect}
     * @param token a JWT with scope {@code chat}
     */
    public static Mono<ParleyClient> connect(URI uri, String token, String deviceId) {
        return connect(uri, token, Json.object().put("deviceId", deviceId).put("protocol", PROTOCOL));
    }

    /** Connects with any SETUP data and perhaps no token: for those who want to see it refused. */
    public static Mono<ParleyClient> connect(URI uri, @Nullable String token, JsonNode setup) {
        return Connector.connect(uri, token, setup).map(ParleyClient::new);
    }

    public Mono<ChatRef> createDirect(String userId) {
        ObjectNode request = Json.object().put("kind", "DIRECT");
        request.putArray("members").add(userId);
        return request("chat.create", request).map(answer -> Json.convert(answer, ChatRef.class));
    }

    /** Creates a group; {@code clientChatId} makes a repeat answer the same chat. */
    public Mono<ChatRef> createGroup(String title, Collection<String> members, @Nullable String clientChatId) {
        ObjectNode request = Json.object().put("kind", "GROUP").put("title", title);
        members.forEach(request.putArray("members")::add);
        if (clientChatId != null) {
            request.put("clientChatId", clientChatId);
        }
        return request("chat.create", request).map(answer -> Json.convert(answer, ChatRef.class));
    }

    public Mono<Ack> send(String chatId, String text) {
        return send(chatId, UUID.randomUUID(), text);
    }

    /** Sends a text; again with the same {@code clientMsgId} it is the same message. */
    public Mono<Ack> send(String chatId, UUID clientMsgId, String text) {
        ObjectNode request = Json.object()
                .put("clientMsgId", clientMsgId.toString())
                .put("chatId", chatId)
                .put("text", text);
        return request("message.send", request).map(answer -> Json.convert(answer, Ack.class));
    }

    /** Confirms the chat up to and with {@code seq}. */
    public Mono<Void> receipt(String chatId, ReceiptType type, long seq) {
        ObjectNode request =
                Json.object().put("chatId", chatId).put("type", type.name()).put("seq", seq);
        return request("receipt", request).then();
    }

    /** The newest page of the inbox: {@code chats} and perhaps {@code next}. */
    public Mono<JsonNode> inbox(int limit) {
        return request("inbox", Json.object().put("limit", limit));
    }

    public Mono<JsonNode> inbox(int limit, String cursor) {
        return request("inbox", Json.object().put("limit", limit).put("cursor", cursor));
    }

    /** The newest page of a chat's history: {@code items} and {@code more}. */
    public Mono<JsonNode> history(String chatId, int limit) {
        return request("history", Json.object().put("chatId", chatId).put("limit", limit));
    }

    public Mono<JsonNode> historyAfter(String chatId, long afterSeq, int limit) {
        return request(
                "history",
                Json.object().put("chatId", chatId).put("afterSeq", afterSeq).put("limit", limit));
    }

    public Mono<JsonNode> historyBefore(String chatId, long beforeSeq, int limit) {
        return request(
                "history",
                Json.object().put("chatId", chatId).put("beforeSeq", beforeSeq).put("limit", limit));
    }

    public Mono<JsonNode> members(String chatId, int limit) {
        return request("members", Json.object().put("chatId", chatId).put("limit", limit));
    }

    /** Who has got and read the message at {@code seq}. */
    public Mono<JsonNode> receipts(String chatId, long seq) {
        return request("receipts", Json.object().put("chatId", chatId).put("seq", seq));
    }

    /** The stream of this device from its cursors on; the subscriber's demand goes to the server as it is. */
    public Flux<JsonNode> events(Map<String, Long> cursors) {
        return stream("events", eventsRequest(cursors));
    }

    /** The same with at most {@code limit} envelopes replayed per chat. */
    public Flux<JsonNode> events(Map<String, Long> cursors, int limit) {
        return stream("events", eventsRequest(cursors).put("limit", limit));
    }

    /** Any request-response route with any data. */
    public Mono<JsonNode> request(String route, JsonNode data) {
        return Mono.defer(() -> socket.requestResponse(Frames.request(route, data)))
                .map(Frames::read)
                .onErrorMap(Problems::of);
    }

    /** Any request-stream route with any data. */
    public Flux<JsonNode> stream(String route, JsonNode data) {
        return Flux.defer(() -> socket.requestStream(Frames.request(route, data)))
                .map(Frames::read)
                .onErrorMap(Problems::of);
    }

    /** Completes when the connection is closed; fails where the server said why. */
    public Mono<Void> closed() {
        return socket.onClose().onErrorMap(Problems::of);
    }

    @Override
    public void close() {
        socket.dispose();
    }

    private static ObjectNode eventsRequest(Map<String, Long> cursors) {
        ObjectNode request = Json.object();
        ObjectNode seqs = request.putObject("cursors");
        cursors.forEach(seqs::put);
        return request;
    }
}
