package io.parley.engines.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;

/**
 * Axon's JDBC storage with one appending transaction at a time in the whole database.
 *
 * <p>Readers follow a global index that is handed out at insert but becomes visible at commit. Axon steps over a hole by
 * the age of its neighbours, so a transaction that commits late could be skipped by a processor for ever. With one
 * appender at a time, commits come in index order and there is no hole to judge. PostgreSQL holds the lock, until the
 * transaction's end, so that it also binds a second process on the same database.
 */
final class OneAppenderStorageEngine extends JdbcEventStorageEngine {
    /** "parley" in ASCII; any number that nothing else locks in this database would do. */
    private static final long APPENDER_LOCK = 0x7061726c6579L;

    OneAppenderStorageEngine(Builder settings) {
        super(settings);
    }

    @Override
    protected PreparedStatement appendEvents(
            Connection connection, List<? extends EventMessage<?>> events, Serializer serializer) throws SQLException {
        awaitTurn(connection);
        return super.appendEvents(connection, events, serializer);
    }

    private static void awaitTurn(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, APPENDER_LOCK);
            lock.execute();
        }
    }
}
