package io.parley.load.floor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Rows like those of stored messages, inserted by many into a table like that of the events, with as few words as SQL
 * allows. The table is dropped again; a global index of its own keeps that of the events free of gaps.
 */
final class InsertFloor {
    static final String TABLE = "parley_load_floor";
    static final int TOGETHER = 256;
    /** One fills its rows while the other waits for the disk. One alone made 51,000 rows a second, four 81,000, two 78,000. */
    private static final int WRITERS = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private InsertFloor() {}

    static Floor measure(ServerPostgres postgres, Duration warmUp, Duration time) throws SQLException, IOException {
        try (Connection owner = postgres.connect();
                Statement statement = owner.createStatement()) {
            createTable(statement);
            try {
                Meter meter = new Meter(warmUp, time);
                insert(postgres, meter, warmUp.plus(time));
                return meter.floor("PostgreSQL: rows, " + TOGETHER + " a commit");
            } finally {
                statement.execute("drop table if exists " + TABLE);
            }
        }
    }

    private static void createTable(Statement statement) throws SQLException {
        statement.execute("drop table if exists " + TABLE);
        // The events' own sequence is left alone: to whoever follows the events, its gaps would look like lost ones.
        statement.execute("create table " + TABLE + " (like domainevententry including all excluding defaults)");
        statement.execute("alter table " + TABLE + " alter globalindex add generated always as identity");
    }

    private static void insert(ServerPostgres postgres, Meter meter, Duration time) throws SQLException, IOException {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Void>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> threads.submit(() -> write(postgres, writer, meter)))
                    .toList();
            threads.shutdown();
            if (!threads.awaitTermination(time.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLException("it hangs in a commit");
            }
            for (Future<Void> writer : writers) {
                writer.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while rows were inserted");
        } catch (ExecutionException e) {
            throw new SQLException("rows could not be inserted: " + e.getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void write(ServerPostgres postgres, int writer, Meter meter) throws SQLException {
        try (Connection connection = postgres.connect();
                EventRows rows = new EventRows(connection, writer)) {
            connection.setAutoCommit(false);
            while (!meter.isOver()) {
                long begun = System.nanoTime();
                rows.insert();
                connection.commit();
                meter.done(begun, TOGETHER);
            }
            return null;
        }
    }
}
