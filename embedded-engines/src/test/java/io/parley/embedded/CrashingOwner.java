package io.parley.embedded;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.embedded.redis.EmbeddedRedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** A program that starts engines, stores a row and then waits to be killed. */
final class CrashingOwner {
    static final String READY = "ready";

    private CrashingOwner() {}

    public static void main(String... arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(home, line -> {});
        EmbeddedRedisServer.start(home, line -> {});
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 'acknowledged' AS word");
        }
        Files.createFile(home.resolve(READY));
        new CountDownLatch(1).await();
    }
}
