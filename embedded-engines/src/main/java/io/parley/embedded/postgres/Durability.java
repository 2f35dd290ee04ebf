package io.parley.embedded.postgres;

import io.parley.embedded.StartRefused;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Asks the running server whether a commit really reaches the disk before it is acknowledged. */
final class Durability {
    private Durability() {}

    static void verify(EmbeddedPostgresServer server) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                requireOn(statement, setting);
            }
        } catch (SQLException e) {
            throw new StartRefused("PostgreSQL started but takes no connection: " + e.getMessage(), e);
        }
    }

    private static void requireOn(Statement statement, String setting) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SHOW " + setting)) {
            if (!answer.next() || !"on".equals(answer.getString(1))) {
                throw new StartRefused("PostgreSQL runs with " + setting
                        + " off, so that a crash could lose messages; remove that setting from postgresql.auto.conf.");
            }
        }
    }
}
