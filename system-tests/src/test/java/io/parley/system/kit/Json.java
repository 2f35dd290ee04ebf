package io.parley.system.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the wire has it: reading checks the types, so that a number sent as text does not slip through. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /** A request as the wire has it; a string is taken as it is, malformed or not. */
    public static String write(Object request) {
        return request instanceof String raw ? raw : MAPPER.writeValueAsString(request);
    }

    public static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        assertThat(value.isString()).as("%s is text in %s", field, node).isTrue();
        return value.asString();
    }

    public static long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        assertThat(value.isIntegralNumber())
                .as("%s is a whole number in %s", field, node)
                .isTrue();
        return value.asLong();
    }

    public static List<JsonNode> list(JsonNode node, String field) {
        JsonNode value = node.path(field);
        assertThat(value.isArray()).as("%s is a list in %s", field, node).isTrue();
        return StreamSupport.stream(value.spliterator(), false).toList();
    }

    public static List<String> texts(JsonNode node, String field) {
        return list(node, field).stream().map(JsonNode::asString).toList();
    }

    public static boolean is(JsonNode node, String field, String value) {
        return node.path(field).isString() && node.path(field).asString().equals(value);
    }
}
