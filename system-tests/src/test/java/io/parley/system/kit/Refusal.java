package io.parley.system.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An error as the contract has it. */
public record Refusal(String code, String message, @Nullable String field, boolean retryable) {
    static Refusal read(String json) {
        assertThat(json).as("an error of the contract").startsWith("{");
        return of(Json.read(json));
    }

    public static Refusal of(JsonNode node) {
        assertThat(node.has("field") && node.has("retryable") && node.has("retryAfterMs"))
                .as("every field of an error in %s", node)
                .isTrue();
        assertThat(node.toString()).doesNotContain("Exception", "\\tat ", "io.parley");
        String field = node.path("field").isNull() ? null : Json.text(node, "field");
        return new Refusal(
                Json.text(node, "code"),
                Json.text(node, "message"),
                field,
                node.path("retryable").asBoolean());
    }
}
