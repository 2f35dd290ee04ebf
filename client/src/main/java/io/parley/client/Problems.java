package io.parley.client;

import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.RejectedSetupException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the contract's errors out of what the transport reports. */
final class Problems {
    private Problems() {}

    static Throwable of(Throwable error) {
        if (error instanceof ApplicationErrorException refused) {
            return fromJson(refused.getMessage(), error);
        }
        if (error instanceof RejectedSetupException rejected) {
            return new ParleyProblem("REJECTED_SETUP", text(rejected.getMessage()), null, false, null);
        }
        return error;
    }

    static Throwable fromJson(@Nullable String json, Throwable fallback) {
        try {
            JsonNode node = Json.read(text(json));
            if (!node.path("code").isString()) {
                return fallback;
            }
            JsonNode field = node.path("field");
            JsonNode after = node.path("retryAfterMs");
            return new ParleyProblem(
                    node.path("code").asString(),
                    node.path("message").asString(""),
                    field.isString() ? field.asString() : null,
                    node.path("retryable").asBoolean(false),
                    after.isNumber() ? after.asLong() : null);
        } catch (JacksonException notJson) {
            return fallback;
        }
    }

    private static String text(@Nullable String message) {
        return message == null ? "" : message;
    }
}
