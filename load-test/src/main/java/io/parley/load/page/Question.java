package io.parley.load.page;

import io.parley.client.Json;
import io.parley.load.wire.Route;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A page that is asked for.
 *
 * @param json the request
 * @param right whether an answer is what it should be
 */
record Question(Route route, String json, Predicate<JsonNode> right) {
    byte[] bytes() {
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    boolean isAnsweredBy(byte[] page) {
        return right.test(Json.read(page));
    }
}
