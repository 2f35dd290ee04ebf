package io.parley.standalone.token;

import io.parley.shared.Ids;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.TooLarge;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Whom a token is for.
 *
 * @param scope what the token allows, separated by spaces
 * @param ttlSeconds for how long it is good
 */
record DevTokenRequest(String userId, String scope, int ttlSeconds) {
    static final int LARGEST = 16 << 10;
    private static final int DEFAULT_TTL_SECONDS = 3_600;
    private static final int LONGEST_TTL_SECONDS = 2_592_000;
    private static final Set<String> SCOPES = Set.of("chat", "audit", "analytics", "admin");

    static DevTokenRequest parse(byte[] json) {
        JsonNode request = read(json);
        return new DevTokenRequest(
                userId(text(request, "userId", "")),
                scope(text(request, "scope", "chat")),
                ttl(request.path("ttlSeconds")));
    }

    private static JsonNode read(byte[] json) {
        if (json.length > LARGEST) {
            throw new TooLarge("body", "A request for a token has 16 KiB at most.");
        }
        try {
            JsonNode request = ParleyJson.mapper().readTree(json);
            if (request.isObject()) {
                return request;
            }
        } catch (JacksonException e) {
            throw new Invalid("body", "This is no JSON; send {\"userId\":\"alice\"}.");
        }
        throw new Invalid("body", "This is no JSON object; send {\"userId\":\"alice\"}.");
    }

    private static String text(JsonNode request, String field, String otherwise) {
        JsonNode value = request.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isString()) {
            throw new Invalid(field, "This must be a string.");
        }
        return value.stringValue();
    }

    private static String userId(String userId) {
        if (userId.isEmpty()) {
            throw new Invalid("userId", "Say whom the token is for.");
        }
        return Ids.checked("userId", userId);
    }

    private static String scope(String scope) {
        if (!SCOPES.containsAll(Arrays.asList(scope.split(" ", -1)))) {
            throw new Invalid("scope", "A scope is one or more of chat, audit, analytics, admin, separated by spaces.");
        }
        return scope;
    }

    private static int ttl(JsonNode seconds) {
        if (seconds.isMissingNode() || seconds.isNull()) {
            return DEFAULT_TTL_SECONDS;
        }
        boolean whole = seconds.isIntegralNumber() && seconds.canConvertToInt();
        if (!whole || seconds.intValue() < 1 || seconds.intValue() > LONGEST_TTL_SECONDS) {
            throw new Invalid("ttlSeconds", "A token lives for a whole number of seconds from 1 to 2592000.");
        }
        return seconds.intValue();
    }
}
