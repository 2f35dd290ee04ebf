package io.parley.client.deadletter;

import io.parley.client.Json;
import io.parley.client.ParleyProblem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code /admin/dead-letters} of a server. */
final class AdminApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI base;
    private final String token;

    AdminApi(URI server, String token) {
        this.base = server.resolve("/admin/dead-letters");
        this.token = token;
    }

    JsonNode get(String path) throws IOException {
        return send(request(path).GET());
    }

    JsonNode post(String path) throws IOException {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> answer = answer(request.build());
        if (answer.statusCode() == OK || answer.statusCode() == ACCEPTED) {
            return Json.read(answer.body());
        }
        throw refusal(answer);
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for the server");
        }
    }

    private ParleyProblem refusal(HttpResponse<String> answer) {
        try {
            JsonNode problem = Json.read(answer.body());
            if (problem.path("code").isString()) {
                return new ParleyProblem(
                        problem.path("code").asString(),
                        problem.path("message").asString(""),
                        null,
                        problem.path("retryable").asBoolean(false),
                        null);
            }
        } catch (JacksonException notOurs) {
            return strange(answer);
        }
        return strange(answer);
    }

    private ParleyProblem strange(HttpResponse<String> answer) {
        String message =
                base + " answered " + answer.statusCode() + ": name the server that has the projections with --url.";
        return new ParleyProblem("NOT_FOUND", message, null, false, null);
    }
}
