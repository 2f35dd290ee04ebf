package io.parley.check.device;

import io.parley.check.history.MarkType;
import io.parley.client.Ack;
import java.util.UUID;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One connection of a device, of whichever transport. Refusals arrive as {@link io.parley.client.ParleyProblem}. */
interface Session extends AutoCloseable {
    Mono<Ack> send(String chatId, UUID clientMsgId, String text);

    /** Completes empty where it was answered. */
    Mono<Void> confirm(String chatId, MarkType type, Held upTo);

    /** One of {@code chat.create}, {@code inbox}, {@code history} and {@code receipts}; empty where REST has no such. */
    Mono<JsonNode> ask(String route, ObjectNode request);

    boolean isOpen();

    @Override
    void close();
}
