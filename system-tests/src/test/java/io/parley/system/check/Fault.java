package io.parley.system.check;

import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a server could do wrong, once. By itself it does nothing. */
class Fault {
    private volatile boolean planted;

    /** The answer to a request; by default that of the server. */
    Mono<JsonNode> answer(
            String device, String route, ObjectNode request, Function<ObjectNode, Mono<JsonNode>> forward) {
        return forward.apply(request);
    }

    /** What becomes of the envelopes of one stream of a device. */
    Function<ObjectNode, List<ObjectNode>> stream(String device) {
        return List::of;
    }

    final boolean isPlanted() {
        return planted;
    }

    final void plant() {
        planted = true;
    }

    static boolean isOfType(JsonNode envelope, String type) {
        return envelope.path("type").asString("").equals(type);
    }
}
