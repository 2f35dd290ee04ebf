package io.parley.check.device;

import io.parley.check.history.MarkType;
import io.parley.client.Ack;
import io.parley.client.ParleyClient;
import io.parley.client.ReceiptType;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** RSocket over WebSocket. */
final class SocketSession implements Session {
    private static final Duration CONNECT = Duration.ofSeconds(8);

    private final ParleyClient client;
    private volatile boolean open = true;

    private SocketSession(ParleyClient client) {
        this.client = client;
        client.closed().subscribe(unused -> {}, closed -> open = false, () -> open = false);
    }

    static SocketSession connect(URI devices, String token, String deviceId) {
        return ParleyClient.connect(devices, token, deviceId)
                .map(SocketSession::new)
                .blockOptional(CONNECT)
                .orElseThrow();
    }

    Flux<JsonNode> events(ObjectNode request) {
        return client.stream("events", request);
    }

    @Override
    public Mono<Ack> send(String chatId, UUID clientMsgId, String text) {
        return client.send(chatId, clientMsgId, text);
    }

    @Override
    public Mono<Void> confirm(String chatId, MarkType type, Held upTo) {
        return client.receipt(chatId, ReceiptType.valueOf(type.name()), upTo.seq());
    }

    @Override
    public Mono<JsonNode> ask(String route, ObjectNode request) {
        return client.request(route, request);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        client.close();
    }
}
