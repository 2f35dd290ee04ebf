package io.parley.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Tokens of the standalone program's development issuer. */
public final class DevTokens {
    private static final int OK = 200;
    private static final int HOUR = 3600;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI endpoint;

    /**
     * Tokens from one server.
     *
     * @param server its base, e.g. {@code http://localhost:8080}
     */
    public DevTokens(URI server) {
        this.endpoint = server.resolve("/dev/token");
    }

    /** A token with scope {@code chat}, good for an hour. */
    public String of(String userId) throws IOException {
        return of(userId, "chat", HOUR);
    }

    public String of(String userId, String scope, int ttlSeconds) throws IOException {
        String body = Json.object()
                .put("userId", userId)
                .put("scope", scope)
                .put("ttlSeconds", ttlSeconds)
                .toString();
        HttpResponse<String> answer = post(body);
        if (answer.statusCode() != OK) {
            throw new IOException("POST " + endpoint + " answered " + answer.statusCode()
                    + ": only the standalone program issues development tokens, start one with ./parley up");
        }
        return Json.read(answer.body()).path("token").asString();
    }

    private HttpResponse<String> post(String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for a token");
        }
    }
}
