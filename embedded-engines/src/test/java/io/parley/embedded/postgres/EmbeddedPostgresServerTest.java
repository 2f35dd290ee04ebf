package io.parley.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.Signal;
import io.parley.embedded.StartRefused;
import io.parley.embedded.process.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerTest {
    @TempDir
    Path home;

    @Nested
    class Starting {
        @Test
        void acknowledgesOnlyWhatIsOnDisk() throws SQLException {
            try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(home, line -> {})) {
                assertThat(List.of(ask(server, "SHOW fsync"), ask(server, "SHOW synchronous_commit")))
                        .containsOnly("on");
                assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            }
        }

        @Test
        void keepsTheDataOfTheRunBefore() throws SQLException {
            try (EmbeddedPostgresServer first = EmbeddedPostgresServer.start(home, line -> {})) {
                execute(first, "CREATE TABLE kept AS SELECT 'still here' AS word");
            }
            try (EmbeddedPostgresServer second = EmbeddedPostgresServer.start(home, line -> {})) {
                assertThat(ask(second, "SELECT word FROM kept")).isEqualTo("still here");
            }
        }

        @Test
        void tellsWhatItDoes() {
            List<String> progress = new ArrayList<>();
            EmbeddedPostgresServer.start(home, progress::add).close();
            assertThat(progress)
                    .anyMatch(line -> line.startsWith("PostgreSQL: starting on 127.0.0.1:"))
                    .last()
                    .asString()
                    .startsWith("PostgreSQL: ready");
        }

        @Test
        void admitsNobodyWithoutItsPassword() {
            try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(home, line -> {})) {
                assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guess"))
                        .hasMessageContaining("password authentication failed");
            }
        }

        @Test
        void takesAPidFileOfAnotherProgramForStale() throws Exception {
            EmbeddedPostgresServer.start(home, line -> {}).close();
            Files.writeString(
                    home.resolve("postgres/data/postmaster.pid"),
                    ProcessHandle.current().pid() + "\n" + home.resolve("postgres/data") + "\n");
            EmbeddedPostgresServer.start(home, line -> {}).close();
        }

        @Test
        void quotesTheEngineWhereItFails() throws Exception {
            EmbeddedPostgresServer.start(home, line -> {}).close();
            Files.writeString(home.resolve("postgres/data/PG_VERSION"), "9\n");
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(home, line -> {}))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("database files are incompatible")
                    .hasMessageContaining("PARLEY_POSTGRES_URL");
        }
    }

    @Nested
    class EndingUnexpectedly {
        @Test
        void leadsToAnotherStartOnTheSamePortWithTheSameData() throws Exception {
            try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(home, line -> {})) {
                execute(server, "CREATE TABLE kept AS SELECT 'still here' AS word");
                Signal.KILL.to(postmaster());
                await().until(() -> !server.isRunning());

                server.startAgain();
                assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("still here");
            }
        }

        @Test
        void endsBackendsThatLiveOn() throws Exception {
            try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(home, line -> {});
                    Connection connection = connect(server)) {
                Signal.STOP.to(backendOf(connection));
                Signal.KILL.to(postmaster());
                await().until(() -> !server.isRunning());

                server.startAgain();
                assertThat(ask(server, "SELECT 'served'")).isEqualTo("served");
            }
        }

        @Test
        void isToldFromBeingPaused() throws Exception {
            try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(home, line -> {})) {
                long pid = postmaster();
                Signal.STOP.toTreeOf(pid);
                assertThat(server.isRunning()).isTrue();
                Signal.CONT.toTreeOf(pid);
            }
        }
    }

    @Nested
    class Stopping {
        @Test
        @Timeout(15)
        void endsAPausedServerAndAllItsProcesses() throws Exception {
            EmbeddedPostgresServer server = EmbeddedPostgresServer.start(home, line -> {});
            try (Connection connection = connect(server)) {
                long backend = backendOf(connection);
                Signal.STOP.toTreeOf(postmaster());
                server.close();

                assertThat(server.isRunning()).isFalse();
                assertThat(Processes.isRunning(backend)).isFalse();
            }
        }
    }

    private long postmaster() {
        return Processes.pidIn(home.resolve("postgres/data/postmaster.pid")).orElseThrow();
    }

    private static long backendOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
            assertThat(answer.next()).isTrue();
            return answer.getLong(1);
        }
    }

    private static Connection connect(EmbeddedPostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    private static String ask(EmbeddedPostgresServer server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }

    private static void execute(EmbeddedPostgresServer server, String command) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
