package io.parley.engines.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;

/** Creates Axon's tables where they are missing; Axon itself creates none. */
final class EventTables {
    private static final EventSchema EVENTS = new EventSchema();
    private static final TokenSchema TOKENS = new TokenSchema();

    private EventTables() {}

    static void createMissing(Connection connection) throws SQLException {
        if (isMissing(connection, EVENTS.domainEventTable())) {
            run(PostgresEventTableFactory.INSTANCE.createDomainEventTable(connection, EVENTS));
        }
        if (isMissing(connection, EVENTS.snapshotTable())) {
            run(PostgresEventTableFactory.INSTANCE.createSnapshotEventTable(connection, EVENTS));
        }
        if (isMissing(connection, TOKENS.tokenTable())) {
            run(PostgresTokenTableFactory.INSTANCE.createTable(connection, TOKENS));
        }
    }

    private static boolean isMissing(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select to_regclass(?)")) {
            query.setString(1, table);
            try (ResultSet result = query.executeQuery()) {
                return !result.next() || result.getString(1) == null;
            }
        }
    }

    private static void run(PreparedStatement statement) throws SQLException {
        try (statement) {
            statement.execute();
        }
    }
}
