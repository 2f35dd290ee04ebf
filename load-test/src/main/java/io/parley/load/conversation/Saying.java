package io.parley.load.conversation;

import io.parley.client.Json;
import io.parley.load.wire.Route;
import io.parley.load.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Single messages that are part of preparing and not measured. */
public final class Saying {
    private Saying() {}

    /** Done when it is acknowledged. */
    public static Mono<Void> say(Wire speaker, String chatId, String text) {
        String message = Json.object()
                .put("clientMsgId", UUID.randomUUID().toString())
                .put("chatId", chatId)
                .put("text", text)
                .toString();
        return speaker.request(Route.MESSAGE_SEND, message.getBytes(StandardCharsets.UTF_8))
                .then();
    }
}
