package io.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.embedded.process.Processes;
import io.parley.embedded.redis.EmbeddedRedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    @TempDir
    Path home;

    @Nested
    class AfterKill9 {
        @Test
        @Timeout(value = 2, unit = TimeUnit.MINUTES)
        void theNextStartStopsTheOrphansAndFindsTheData() throws Exception {
            crash();
            findsTheData();
        }

        @Test
        @Timeout(value = 2, unit = TimeUnit.MINUTES)
        void theNextStartEndsPausedOrphansToo() throws Exception {
            crash();
            Signal.STOP.toTreeOf(Processes.pidIn(home.resolve("postgres/data/postmaster.pid"))
                    .orElseThrow());
            Signal.STOP.to(Processes.pidIn(home.resolve("redis/redis.pid")).orElseThrow());
            findsTheData();
        }

        private void crash() throws Exception {
            killOnceReady(new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    CrashingOwner.class.getName(),
                    home.toString()));
        }

        private void findsTheData() throws Exception {
            List<String> progress = new ArrayList<>();
            try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(home, progress::add);
                    EmbeddedRedisServer redis = EmbeddedRedisServer.start(home, progress::add)) {
                assertThat(progress)
                        .anyMatch(line -> line.startsWith("PostgreSQL: stopping process"))
                        .anyMatch(line -> line.startsWith("Redis: stopping process"));
                assertThat(redis.port()).isPositive();
                assertThat(acknowledged(postgres)).isEqualTo("acknowledged");
            }
        }
    }

    private void killOnceReady(ProcessBuilder builder) throws Exception {
        Process owner = builder.inheritIO().start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Files.exists(home.resolve(CrashingOwner.READY)));
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    private static String acknowledged(EmbeddedPostgresServer server) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT word FROM kept")) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }
}
