package io.parley.edge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.shared.json.ParleyJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RestTest extends EdgeTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Nested
    class ABot {
        @Test
        void createsSendsReadsAndMarks() {
            String chat = create("kim");
            JsonNode ack = json(send("kim", chat, "hello"));
            assertThat(ack.get("seq").asLong()).isEqualTo(1);
            JsonNode page = json(call("kim", "GET", "/api/chats/" + chat + "/messages?limit=10", null));
            assertThat(page.get("items").get(1).get("text").asString()).isEqualTo("hello");
            HttpResponse<String> read = call(
                    "kim",
                    "POST",
                    "/api/messages/" + ack.get("messageId").asString() + "/read",
                    "{\"chatId\":\"" + chat + "\"}");
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.body()).isEqualTo("{}");
            HttpResponse<String> beyond =
                    call("kim", "POST", "/api/messages/" + chat + ".99/read", "{\"chatId\":\"" + chat + "\"}");
            assertThat(json(beyond).get("field").asString()).isEqualTo("messageId");
            assertThat(beyond.statusCode()).isEqualTo(404);
            assertThat(json(call("kim", "GET", "/api/chats", null)).has("chats"))
                    .isTrue();
        }

        @Test
        void marksOnlyMessagesOfAChatThatIsThere() {
            String chat = create("kim");
            String body = "{\"chatId\":\"" + chat + "\"}";
            JsonNode creation = json(call("kim", "POST", "/api/messages/" + chat + ".0/read", body));
            assertThat(creation.get("code").asString()).isEqualTo("NOT_FOUND");
            assertThat(creation.get("field").asString()).isEqualTo("messageId");
            JsonNode nowhere = json(call("kim", "POST", "/api/messages/" + chat + ".1/read", "{\"chatId\":\"gone\"}"));
            assertThat(nowhere.get("code").asString()).isEqualTo("NOT_FOUND");
            assertThat(nowhere.get("field").asString()).isEqualTo("chatId");
        }

        @Test
        void pollsWhatIsNewerThanItsCursors() {
            String chat = create("lea");
            send("lea", chat, "hello");
            String cursors = URLEncoder.encode("{\"" + chat + "\":0}", StandardCharsets.UTF_8);
            JsonNode answer = json(call("lea", "GET", "/api/events?cursors=" + cursors, null));
            assertThat(answer.get("items").get(0).get("text").asString()).isEqualTo("hello");
            assertThat(answer.get("items").size()).isEqualTo(1);
            assertThat(answer.get("resume").asString()).isNotEmpty();
        }

        @Test
        void waitsForWhatIsNotThereYet() {
            String chat = create("max");
            CompletableFuture<HttpResponse<String>> poll = http.sendAsync(
                    request("max", "POST", "/api/events", "{\"cursors\":{\"" + chat + "\":0},\"waitSeconds\":20}"),
                    HttpResponse.BodyHandlers.ofString());
            try (Device max = device("max").connect()) {
                assertThat(poll.isDone()).isFalse();
                max.send(chat, "at last");
            }
            JsonNode answer = json(poll.orTimeout(10, TimeUnit.SECONDS).join());
            assertThat(answer.get("items").get(0).get("text").asString()).isEqualTo("at last");
        }

        @Test
        void getsNothingWhenNothingIsNew() {
            JsonNode answer = json(call("new", "GET", "/api/events?waitSeconds=1", null));
            assertThat(answer.get("items").isEmpty()).isTrue();
        }
    }

    @Nested
    class APollForMarks {
        private final String bot = "bot-" + UUID.randomUUID();
        private String chat = "";
        private String message = "";

        @BeforeEach
        void hasAMarkThatMoved() {
            chat = create(bot);
            message = json(send(bot, chat, "hello")).get("messageId").asString();
            read();
        }

        private void read() {
            call(bot, "POST", "/api/messages/" + message + "/read", "{\"chatId\":\"" + chat + "\"}");
        }

        private String poll(@Nullable String resume, int waitSeconds) {
            return "{\"cursors\":{\"" + chat + "\":9},\"waitSeconds\":" + waitSeconds
                    + (resume == null ? "}" : ",\"resume\":\"" + resume + "\"}");
        }

        private JsonNode answer(@Nullable String resume, int waitSeconds) {
            return json(call(bot, "POST", "/api/events", poll(resume, waitSeconds)));
        }

        @Test
        void waitsWithoutAResumeAndThenBringsThem() {
            long begin = System.nanoTime();
            JsonNode answer = answer(null, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
            assertThat(answer.get("items").get(0).get("type").asString()).isEqualTo("RECEIPT");
        }

        @Test
        void waitsWhereItBroughtThemBefore() {
            String resume = answer(null, 0).get("resume").asString();
            long begin = System.nanoTime();
            JsonNode again = answer(resume, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
            assertThat(again.get("items").isEmpty()).isTrue();
        }

        @Test
        void bringsTheNextMarkAtOnceAndOnce() {
            String resume = answer(null, 0).get("resume").asString();
            CompletableFuture<HttpResponse<String>> poll = http.sendAsync(
                    request(bot, "POST", "/api/events", poll(resume, 20)), HttpResponse.BodyHandlers.ofString());
            try (Device device = device(bot).connect()) {
                device.ask("receipt", Map.of("chatId", chat, "type", "READ", "seq", 0));
            }
            JsonNode woken = json(poll.orTimeout(10, TimeUnit.SECONDS).join());
            assertThat(woken.get("items").size()).isEqualTo(1);
            assertThat(woken.get("items").get(0).get("upTo").asLong()).isZero();
            assertThat(answer(woken.get("resume").asString(), 0).get("items").isEmpty())
                    .isTrue();
        }
    }

    @Nested
    class AFault {
        @ParameterizedTest
        @CsvSource({
            "/api/chats?limit=abc, limit",
            "/api/chats?limit=0, limit",
            "/api/chats?limit=1.0, limit",
            "/api/chats/c/messages?before=-1, before",
            "/api/events?waitSeconds=31, waitSeconds",
            "/api/events?cursors=7, cursors",
            "/api/events?cursors=%7B%22c%22%3A-2%7D, cursors.c",
        })
        void namesTheParameter(String path, String field) {
            HttpResponse<String> response = call("nia", "GET", path, null);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).get("field").asString()).isEqualTo(field);
        }

        @Test
        void isUnauthenticatedWithoutAToken() {
            HttpRequest request = HttpRequest.newBuilder(uri("/api/chats")).build();
            HttpResponse<String> response = exchange(request);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(json(response).get("code").asString()).isEqualTo("UNAUTHENTICATED");
        }

        @Test
        void isForbiddenWithoutTheScope() {
            HttpRequest request = HttpRequest.newBuilder(uri("/api/chats"))
                    .header("Authorization", "Bearer " + tokens.of("nia", "audit", Duration.ofHours(1)))
                    .build();
            HttpResponse<String> response = exchange(request);
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(json(response).get("code").asString()).isEqualTo("FORBIDDEN");
        }

        @ParameterizedTest
        @CsvSource({
            "GET, /api/chats/%2e%2e%2fx/messages, 400, INVALID",
            "GET, /api/chats/a%00/messages, 400, INVALID",
            "GET, /api/nowhere, 404, NOT_FOUND",
            "DELETE, /api/chats, 404, NOT_FOUND",
            "GET, /api/chats/gone/messages, 404, NOT_FOUND",
            "POST, /api/messages, 400, INVALID",
            "POST, /api/messages/gone.1/read, 400, INVALID",
        })
        void hasItsStatus(String method, String path, int status, String code) {
            HttpResponse<String> response = call("nia", method, path, "{}");
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(json(response).get("code").asString()).isEqualTo(code);
        }

        @Test
        void isTooLargeAboveAMebibyte() {
            HttpResponse<String> response = call("nia", "POST", "/api/chats", " ".repeat(1024 * 1024 + 1));
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(json(response).get("code").asString()).isEqualTo("TOO_LARGE");
        }
    }

    @Nested
    class WithoutAToken {
        @ParameterizedTest
        @CsvSource({
            "/actuator/health, 200",
            "/v3/api-docs, 200",
            "/actuator/prometheus, 401",
            "/actuator/metrics, 401",
            "/elsewhere, 401"
        })
        void onlyHealthAndDocumentsAreOpen(String path, int status) {
            assertThat(exchange(HttpRequest.newBuilder(uri(path)).build()).statusCode())
                    .isEqualTo(status);
        }

        @Test
        void theDocumentNamesPathsAndFields() {
            String document = exchange(
                            HttpRequest.newBuilder(uri("/v3/api-docs")).build())
                    .body();
            assertThat(document)
                    .contains("/api/messages", "/api/events", "/api/chats/{chatId}/messages", "clientMsgId");
        }
    }

    private String create(String user) {
        HttpResponse<String> created = call(user, "POST", "/api/chats", "{\"kind\":\"GROUP\",\"members\":[]}");
        assertThat(created.statusCode()).isEqualTo(200);
        return json(created).get("chatId").asString();
    }

    private HttpResponse<String> send(String user, String chat, String text) {
        return call(
                user,
                "POST",
                "/api/messages",
                "{\"clientMsgId\":\"" + UUID.randomUUID() + "\",\"chatId\":\"" + chat + "\",\"text\":\"" + text
                        + "\"}");
    }

    private HttpResponse<String> call(String user, String method, String path, @Nullable String body) {
        return exchange(request(user, method, path, body));
    }

    private HttpRequest request(String user, String method, String path, @Nullable String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + tokens.of(user))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return ParleyJson.mapper().readTree(response.body());
    }
}
