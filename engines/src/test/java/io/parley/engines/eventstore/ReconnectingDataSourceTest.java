package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** On a real server that is stopped, and that changes its mind about who may come in. */
@ExtendWith(OutputCaptureExtension.class)
class ReconnectingDataSourceTest {
    private static EmbeddedPostgresServer postgres;

    @BeforeAll
    static void start(@TempDir Path home) {
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Nested
    class WhilePostgresIsAway {
        @Test
        void triesUntilItIsBackAndSaysSoOnce(CapturedOutput output) throws SQLException {
            ReconnectingDataSource source = source(postgres.user(), postgres.password(), "postgres");
            source.getConnection().close();
            postgres.stop();
            CompletableFuture<Boolean> connected = CompletableFuture.supplyAsync(() -> connects(source));
            try {
                await().until(() -> output.getAll().contains("PostgreSQL is away"));
                await().during(Duration.ofSeconds(1)).until(() -> !connected.isDone());
            } finally {
                postgres.startAgain();
            }
            assertThat(connected).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
            assertThat(output.getAll()).containsOnlyOnce("PostgreSQL is away");
        }

        private boolean connects(ReconnectingDataSource source) {
            try (Connection connection = source.getConnection()) {
                return connection.isValid(1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    @Timeout(30)
    class WhereNoWaitingHelps {
        @Test
        void saysAtOnceThatThePasswordIsWrong(CapturedOutput output) throws SQLException {
            asOwner("create role guest login password 'first'");
            ReconnectingDataSource source = source("guest", "first", "postgres");
            source.getConnection().close();
            asOwner("alter role guest password 'second'");
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(source::getConnection)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed for user \"guest\"")
                        .hasMessageContaining("Set PARLEY_POSTGRES_USER and PARLEY_POSTGRES_PASSWORD");
            }
            assertThat(output.getAll()).containsOnlyOnce("No connection can be made: PostgreSQL");
        }

        @Test
        void saysAtOnceThatTheDatabaseIsGone() throws SQLException {
            asOwner("create database passing");
            ReconnectingDataSource source = source(postgres.user(), postgres.password(), "passing");
            source.getConnection().close();
            asOwner("drop database passing with (force)");
            assertThatThrownBy(source::getConnection)
                    .hasMessageContaining("\"passing\" does not exist")
                    .hasMessageContaining("Create the database, or name another in PARLEY_POSTGRES_URL.");
        }

        @Test
        void saysAtOnceThatThereAreTooManyConnections() throws SQLException {
            asOwner("create role one login password 'one' connection limit 1");
            ReconnectingDataSource source = source("one", "one", "postgres");
            try (Connection only = source.getConnection()) {
                assertThat(only.isValid(1)).isTrue();
                assertThatThrownBy(source::getConnection).hasMessageContaining("PARLEY_POSTGRES_POOLSIZE");
            }
        }
    }

    private static ReconnectingDataSource source(String user, String password, String database) {
        PGSimpleDataSource plain = new PGSimpleDataSource();
        plain.setUrl("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + database);
        plain.setUser(user);
        plain.setPassword(password);
        return new ReconnectingDataSource(plain);
    }

    private static void asOwner(String command) throws SQLException {
        try (Connection owner = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = owner.createStatement()) {
            statement.execute(command);
        }
    }
}
