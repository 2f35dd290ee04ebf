package io.parley.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a server says of itself. */
public final class Readiness {
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private Readiness() {}

    /** Whether the server with that base, e.g. {@code http://localhost:8080}, is there and ready. */
    public static boolean of(URI server) {
        HttpRequest question = HttpRequest.newBuilder(server.resolve("/actuator/health/readiness"))
                .timeout(TIMEOUT)
                .build();
        try {
            return CLIENT.send(question, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
