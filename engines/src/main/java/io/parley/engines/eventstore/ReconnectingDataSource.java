package io.parley.engines.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections for the pool, made as soon as PostgreSQL is back. The pool itself waits longer after each failure, up to
 * 5 s: here its thread goes on trying instead. At the start the first failure is told at once, and so is at any time one
 * that no waiting mends. The pool keeps its failures to itself, so the first of each kind is logged here.
 */
final class ReconnectingDataSource extends DelegatingDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingDataSource.class);
    private static final long PAUSE_MILLIS = 100;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private volatile boolean connectedBefore;
    /** What was logged since the last connection. */
    private volatile @Nullable String logged;

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
                logged = null;
                return connection;
            } catch (SQLException failure) {
                if (!ConnectionFault.passes(failure)) {
                    throw told(failure);
                }
                if (!connectedBefore || System.nanoTime() - since > PATIENCE_NANOS) {
                    throw failure;
                }
                logOnce("away", () -> LOG.warn("PostgreSQL is away; trying until it is back: {}", failure.toString()));
                if (!pause()) {
                    throw failure;
                }
            }
        }
    }

    private SQLException told(SQLException failure) {
        SQLException told = ConnectionFault.told(failure);
        if (connectedBefore) {
            logOnce(told.getSQLState(), () -> LOG.error("No connection can be made: {}", told.getMessage()));
        }
        return told;
    }

    private void logOnce(String kind, Runnable log) {
        if (!kind.equals(logged)) {
            logged = kind;
            log.run();
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
