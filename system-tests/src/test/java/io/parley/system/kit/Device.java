package io.parley.system.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.RSocket;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.metadata.AuthMetadataCodec;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.messaging.rsocket.RSocketStrategies;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;

/** A device that speaks through Spring's requester: a client that shares no code with the server or our own client. */
public final class Device implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MimeType AUTHENTICATION = MimeTypeUtils.parseMimeType("message/x.rsocket.authentication.v0");

    private final String userId;
    private final RSocketRequester requester;
    private final RSocket socket;

    private Device(String userId, RSocketRequester requester, RSocket socket) {
        this.userId = userId;
        this.requester = requester;
        this.socket = socket;
    }

    /** Connects with any SETUP; a rejection shows at the first request. */
    static Device connect(URI uri, String userId, @Nullable String token, Object setup, MimeType dataType) {
        RSocketRequester.Builder builder = RSocketRequester.builder()
                .rsocketStrategies(RSocketStrategies.create())
                .dataMimeType(dataType)
                .setupData(setup instanceof byte[] bytes ? bytes : Json.write(setup));
        if (token != null) {
            builder.setupMetadata(bearer(token), AUTHENTICATION);
        }
        RSocketRequester requester = builder.websocket(uri);
        RSocket socket = value(requester.rsocketClient().source());
        return new Device(userId, requester, socket);
    }

    public String userId() {
        return userId;
    }

    public Mono<JsonNode> asks(String route, Object request) {
        return requester
                .route(route)
                .data(Json.write(request))
                .retrieveMono(String.class)
                .map(Json::read);
    }

    /** Sends a text as a good client does: again, with the same clientMsgId, while the server says that it may succeed. */
    public Mono<JsonNode> sends(String chatId, UUID clientMsgId, String text) {
        return asks("message.send", message(chatId, clientMsgId, text))
                .retryWhen(Retry.backoff(10, Duration.ofMillis(50))
                        .maxBackoff(Duration.ofSeconds(1))
                        .filter(error -> error instanceof ApplicationErrorException
                                && refusal(error).retryable()));
    }

    public JsonNode ask(String route, Object request) {
        return value(asks(route, request));
    }

    /** The data of a request and of its answer as bytes, whatever their format. */
    public byte[] askBytes(String route, byte[] request) {
        return value(requester.route(route).data(request).retrieveMono(byte[].class));
    }

    /** Asks what must be refused. */
    public Refusal refused(String route, Object request) {
        return refusal(failure(asks(route, request)));
    }

    /** The error of a request that must not be answered. */
    public Throwable failure(Mono<JsonNode> answer) {
        Throwable[] failure = new Throwable[1];
        JsonNode unexpected = answer.doOnError(error -> failure[0] = error)
                .onErrorResume(error -> Mono.empty())
                .block(PATIENCE);
        assertThat(unexpected).as("refused instead of answered").isNull();
        assertThat(failure[0]).isNotNull();
        return failure[0];
    }

    public EventStream events() {
        return events(Map.of());
    }

    public EventStream events(Map<String, ?> request) {
        return events(request, Long.MAX_VALUE);
    }

    public EventStream events(Map<String, ?> request, long demand) {
        Map<String, Object> complete = new HashMap<>(request);
        complete.putIfAbsent("cursors", Map.of());
        return stream("events", complete, demand);
    }

    public EventStream stream(String route, Object request, long demand) {
        return EventStream.open(requester.route(route).data(Json.write(request)).retrieveFlux(String.class), demand);
    }

    public String opensDirect(Device other) {
        return Json.text(ask("chat.create", direct(other.userId)), "chatId");
    }

    public String opensGroup(String title, Device... members) {
        return Json.text(
                ask("chat.create", Map.of("kind", "GROUP", "title", title, "members", userIds(members))), "chatId");
    }

    /** Sends a text and returns its ACK. */
    public JsonNode says(String chatId, String text) {
        return ask("message.send", message(chatId, UUID.randomUUID(), text));
    }

    public void confirms(String chatId, String type, long seq) {
        assertThat(ask("receipt", Map.of("chatId", chatId, "type", type, "seq", seq)))
                .isEmpty();
    }

    public JsonNode inboxRow(String chatId) {
        return Json.list(ask("inbox", Map.of("limit", 100)), "chats").stream()
                .filter(row -> Json.is(row, "chatId", chatId))
                .findFirst()
                .orElseThrow();
    }

    public boolean isConnected() {
        return !socket.isDisposed();
    }

    @Override
    public void close() {
        socket.dispose();
        requester.dispose();
    }

    public static Map<String, Object> direct(String userId) {
        return Map.of("kind", "DIRECT", "members", List.of(userId));
    }

    public static Map<String, Object> message(String chatId, UUID clientMsgId, String text) {
        return Map.of("clientMsgId", clientMsgId.toString(), "chatId", chatId, "text", text);
    }

    static Refusal refusal(@Nullable Throwable error) {
        assertThat(error).isInstanceOf(ApplicationErrorException.class);
        String json = error == null ? null : error.getMessage();
        return Refusal.read(json == null ? "" : json);
    }

    private static byte[] bearer(String token) {
        return ByteBufUtil.getBytes(
                AuthMetadataCodec.encodeBearerMetadata(UnpooledByteBufAllocator.DEFAULT, token.toCharArray()));
    }

    private static List<String> userIds(Device... devices) {
        return Arrays.stream(devices).map(Device::userId).toList();
    }

    private static <T> T value(Mono<T> answer) {
        T value = answer.block(PATIENCE);
        assertThat(value).isNotNull();
        return Objects.requireNonNull(value);
    }
}
