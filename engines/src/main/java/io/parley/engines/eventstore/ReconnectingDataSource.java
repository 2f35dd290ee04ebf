package io.parley.engines.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections for the pool, made as soon as PostgreSQL is back. The pool itself waits longer after each failure, up to
 * 5 s: here its thread goes on trying instead. At the start the first failure is told at once.
 */
final class ReconnectingDataSource extends DelegatingDataSource {
    private static final long PAUSE_MILLIS = 100;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private volatile boolean connectedBefore;

    ReconnectingDataSource(DataSource postgres) {
        super(postgres);
    }

    @Override
    public Connection getConnection() throws SQLException {
        long since = System.nanoTime();
        while (true) {
            try {
                Connection connection = super.getConnection();
                connectedBefore = true;
                return connection;
            } catch (SQLException away) {
                if (!connectedBefore || System.nanoTime() - since > PATIENCE_NANOS || !pause()) {
                    throw away;
                }
            }
        }
    }

    /** False where the pool is closing. */
    private static boolean pause() {
        try {
            // Nothing tells when PostgreSQL is back, and the thread is the pool's own: no command waits on it.
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
