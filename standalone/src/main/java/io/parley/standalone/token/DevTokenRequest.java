package io.parley.standalone.token;

import io.parley.shared.Ids;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.refusal.Invalid;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/**
 * Whom a token is for.
 *
 * @param scope what the token allows, separated by spaces
 * @param ttlSeconds for how long it is good
 */
record DevTokenRequest(String userId, String scope, int ttlSeconds) {
    private static final int LONGEST_TTL_SECONDS = 2_592_000;
    private static final Set<String> SCOPES = Set.of("chat", "audit", "analytics", "admin");

    /** The request as it comes, with what may be left out. */
    private record Wire(
            @Nullable String userId,
            @Nullable String scope,
            @Nullable Integer ttlSeconds) {}

    static DevTokenRequest parse(byte[] json) {
        Wire wire = read(json);
        return new DevTokenRequest(
                userId(wire.userId()),
                scope(wire.scope() == null ? "chat" : wire.scope()),
                ttl(wire.ttlSeconds() == null ? 3_600 : wire.ttlSeconds()));
    }

    private static Wire read(byte[] json) {
        try {
            Wire wire = ParleyJson.mapper().readValue(json, Wire.class);
            return wire == null ? new Wire(null, null, null) : wire;
        } catch (DatabindException e) {
            throw new Invalid(fieldOf(e), "This has the wrong type; send {\"userId\":\"alice\"}.");
        } catch (JacksonException e) {
            throw new Invalid("body", "This is no JSON; send {\"userId\":\"alice\"}.");
        }
    }

    private static String fieldOf(DatabindException e) {
        List<JacksonException.Reference> path = e.getPath();
        String name = path.isEmpty() ? null : path.get(0).getPropertyName();
        return name == null ? "body" : name;
    }

    private static String userId(@Nullable String userId) {
        if (userId == null) {
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

    private static int ttl(int seconds) {
        if (seconds < 1 || seconds > LONGEST_TTL_SECONDS) {
            throw new Invalid("ttlSeconds", "A token lives from 1 to 2592000 seconds.");
        }
        return seconds;
    }
}
