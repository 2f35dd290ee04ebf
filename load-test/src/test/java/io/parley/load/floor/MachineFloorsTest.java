package io.parley.load.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFloorsTest {
    private static final Duration BRIEFLY = Duration.ofMillis(200);

    @TempDir
    static Path home;

    @TempDir
    static Path elsewhere;

    private static EmbeddedPostgresServer postgres;

    @BeforeAll
    static void startPostgresWithTheEventsOfAServer() throws SQLException {
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
        execute("""
                create table DomainEventEntry (
                    aggregateIdentifier varchar(255) not null, sequenceNumber bigint not null, type varchar(255),
                    eventIdentifier varchar(255) not null, metaData bytea, payload bytea not null,
                    payloadRevision varchar(255), payloadType varchar(255) not null, timeStamp varchar(255) not null,
                    globalIndex bigserial not null, primary key (globalIndex),
                    unique (aggregateIdentifier, sequenceNumber), unique (eventIdentifier))""");
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @Nested
    class Measuring {
        @Test
        void saysHowFastRowsAndFramesCanBe() throws IOException {
            List<Floor> floors = new MachineFloors(progress -> {}, BRIEFLY).measure(home, BRIEFLY);

            assertThat(floors).hasSize(3).allSatisfy(floor -> {
                assertThat(floor.perSecond()).isPositive();
                assertThat(floor.p50Millis()).isPositive().isLessThanOrEqualTo(floor.p99Millis());
            });
        }

        @Test
        void leavesNothingBehindAndNoGapAmongTheEvents() throws Exception {
            ServerPostgres address = ServerPostgres.of(home);

            InsertFloor.measure(address, BRIEFLY, BRIEFLY);

            assertThat(tables()).doesNotContain(InsertFloor.TABLE).contains("domainevententry");
            assertThat(number("select last_value from domainevententry_globalindex_seq"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class Refusing {
        @Test
        void saysWhereNoServerRuns() {
            assertThatThrownBy(() -> ServerPostgres.of(elsewhere))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("./parley up");
        }

        @Test
        void takesNoRowsThatNeedNotReachTheDisk() throws SQLException, IOException {
            ServerPostgres address = ServerPostgres.of(home);
            execute("alter role parley set synchronous_commit = off");
            try {
                assertThatThrownBy(() -> address.connect().close())
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("synchronous_commit is off");
            } finally {
                execute("alter role parley reset synchronous_commit");
            }
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = connect();
                ResultSet found = connection.getMetaData().getTables(null, "public", null, new String[] {"TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            assertThat(answer.next()).isTrue();
            return answer.getLong(1);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
