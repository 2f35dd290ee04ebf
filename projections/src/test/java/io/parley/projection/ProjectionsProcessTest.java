package io.parley.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.embedded.mongo.MongoStandIn;
import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.embedded.redis.EmbeddedRedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The projections as a process of their own, on engines of the test's. */
class ProjectionsProcessTest {
    @TempDir
    static Path home;

    private static EmbeddedPostgresServer postgres;
    private static EmbeddedRedisServer redis;
    private static MongoStandIn mongo;
    private static ConfigurableApplicationContext process;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
        redis = EmbeddedRedisServer.start(home, progress -> {});
        mongo = MongoStandIn.start(progress -> {});
        process = SpringApplication.run(
                ProjectionsApplication.class,
                "--server.port=0",
                "--parley.event-store=embedded",
                "--parley.postgres.url=" + postgres.jdbcUrl(),
                "--parley.postgres.user=" + postgres.user(),
                "--parley.postgres.password=" + postgres.password(),
                "--parley.mongo.uri=" + mongo.uri(),
                "--parley.redis.url=" + redis.url());
    }

    @AfterAll
    static void stop() {
        process.close();
        mongo.close();
        redis.close();
        postgres.stop();
    }

    @Nested
    class OverHttp {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/actuator/health",
                    "/actuator/health/liveness",
                    "/actuator/info",
                    "/actuator/metrics",
                    "/actuator/metrics/jvm.memory.used",
                    "/actuator/prometheus"
                })
        void showsHowItIsToEveryone(String path) throws Exception {
            assertThat(get(path).statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/actuator", "/actuator/env", "/api/chats", "/error", "/administration"})
        void hasNothingElse(String path) throws Exception {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("FORBIDDEN");
        }

        @Test
        void letsNobodyWithoutATokenAtTheLetters() throws Exception {
            HttpResponse<String> answer = get("/admin/dead-letters");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("UNAUTHENTICATED");
        }

        private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
            String port = process.getEnvironment().getRequiredProperty("local.server.port");
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        }
    }
}
