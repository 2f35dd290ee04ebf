package io.parley.system.kit;

import java.net.URI;
import java.util.Map;

/** Development tokens of a standalone server. */
public final class Tokens {
    private static final int HOUR = 3600;

    private final Http http;

    Tokens(URI base) {
        this.http = new Http(base, null);
    }

    public String of(String userId) {
        return of(userId, "chat", HOUR);
    }

    public String of(String userId, String scope, int ttlSeconds) {
        Answer answer = http.post("/dev/token", Map.of("userId", userId, "scope", scope, "ttlSeconds", ttlSeconds));
        return Json.text(answer.ok(), "token");
    }
}
