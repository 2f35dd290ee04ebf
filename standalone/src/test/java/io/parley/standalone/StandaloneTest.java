package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.StartRefused;
import io.parley.embedded.process.Processes;
import io.parley.shared.json.ParleyJson;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneTest {
    @TempDir
    static Path parent;

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    static Standalone running;

    @BeforeAll
    static void start() {
        running = Standalone.start(Settings.embedded(parent.resolve("home"), 0));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Nested
    class Starting {
        @Test
        void isReady() throws Exception {
            assertThat(send(HttpRequest.newBuilder(uri("/actuator/health/readiness")))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void refusesAHeldDataDirectory() {
            assertThatThrownBy(() -> Standalone.start(Settings.embedded(parent.resolve("home"), 0)))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }

        @Test
        void refusesAHeldPort() throws IOException {
            try (ServerSocket taken = new ServerSocket(0)) {
                assertThatThrownBy(() ->
                                Standalone.start(Settings.embedded(parent.resolve("other"), taken.getLocalPort())))
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("PARLEY_HTTP_PORT");
            }
        }
    }

    @Nested
    class AnEngineThatEnds {
        private final Path data = parent.resolve("home/postgres/data");

        @Test
        void isStartedAgain() throws Exception {
            Path pidFile = parent.resolve("home/redis/redis.pid");
            long before = pid(pidFile);
            kill(before);
            await().ignoreExceptions().until(() -> pid(pidFile) != before && readiness() == 200);
        }

        @Test
        void showsInReadinessWhileItCannotBeStarted() throws Exception {
            Path needed = data.resolve("PG_VERSION");
            Path away = data.resolve("PG_VERSION.away");
            Files.move(needed, away);
            kill(pid(data.resolve("postmaster.pid")));
            await().until(() -> readiness() == 503);

            Files.move(away, needed);
            await().until(() -> readiness() == 200);
        }

        private int readiness() throws Exception {
            return send(HttpRequest.newBuilder(uri("/actuator/health/readiness")))
                    .statusCode();
        }

        private static long pid(Path file) {
            return Processes.pidIn(file).orElseThrow();
        }

        private static void kill(long pid) {
            assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
        }
    }

    @Nested
    class IssuingTokens {
        @Test
        void answersAToken() throws Exception {
            HttpResponse<String> answer = post("{\"userId\":\"alice\",\"scope\":\"chat\",\"ttlSeconds\":60}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).matches("\\{\"token\":\"ey[A-Za-z0-9_.-]+\"}");
        }

        @Test
        void namesTheFieldAtFault() throws Exception {
            HttpResponse<String> answer = post("{\"userId\":\"a b\"}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"INVALID\"", "\"field\":\"userId\"", "\"retryable\":false");
        }

        @Test
        void refusesABodyThatNoTokenNeeds() throws Exception {
            HttpResponse<String> answer = post(" ".repeat(100_000));
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("TOO_LARGE");
        }

        private HttpResponse<String> post(String body) throws Exception {
            return send(HttpRequest.newBuilder(uri("/dev/token")).POST(HttpRequest.BodyPublishers.ofString(body)));
        }
    }

    @Nested
    class ShowingMetrics {
        @ParameterizedTest
        @ValueSource(strings = {"/actuator/prometheus", "/actuator/metrics", "/actuator/metrics/jvm.memory.used"})
        void isForAdminsAlone(String path) throws Exception {
            assertThat(get(path, "").statusCode()).isEqualTo(401);
            HttpResponse<String> forUsers = get(path, "chat audit analytics");
            assertThat(forUsers.statusCode()).isEqualTo(403);
            assertThat(forUsers.body()).contains("FORBIDDEN", "scope admin");
            assertThat(get(path, "admin").statusCode()).isEqualTo(200);
        }

        @Test
        void namesThoseOfAllRoles() throws Exception {
            assertThat(get("/actuator/prometheus", "admin").body())
                    .contains("parley_device_connections ", "parley_router_delivered_total ", "jvm_memory_used_bytes");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/actuator", "/actuator/env", "/actuator/info", "/actuator/heapdump", "/api/chats"})
        void opensNothingElse(String path) throws Exception {
            assertThat(get(path, "admin").statusCode()).isEqualTo(403);
        }

        private static HttpResponse<String> get(String path, String scope) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
            return send(scope.isEmpty() ? request : request.header("Authorization", "Bearer " + token(scope)));
        }

        private static String token(String scope) throws Exception {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/dev/token"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"ops\",\"scope\":\"" + scope + "\"}")));
            return ParleyJson.mapper().readTree(answer.body()).get("token").asString();
        }
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + running.httpPort() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
