package io.parley.engines.eventstore;

import static org.axonframework.common.jdbc.JdbcUtils.closeQuietly;
import static org.axonframework.common.jdbc.JdbcUtils.executeQuery;
import static org.axonframework.common.jdbc.JdbcUtils.listResults;
import static org.axonframework.eventhandling.EventUtils.upcastAndDeserializeTrackedEvents;
import static org.axonframework.eventsourcing.EventStreamUtils.upcastAndDeserializeDomainEvents;

import io.parley.shared.json.MillisText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.common.jdbc.JdbcUtils.SqlFunction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Axon's JDBC storage with one appending transaction at a time in the whole database.
 *
 * <p>Readers follow a global index that is handed out at insert but becomes visible at commit. Axon steps over a hole by
 * the age of its neighbours, so a transaction that commits late could be skipped by a processor for ever. With one
 * appender at a time, commits come in index order and there is no hole to judge. PostgreSQL holds the lock, until the
 * transaction's end, so that it also binds a second process on the same database.
 */
final class OneAppenderStorageEngine extends JdbcEventStorageEngine implements UniqueEvents, IndexedEvents {
    /** "parley" in ASCII; any number that nothing else locks in this database would do. */
    private static final long APPENDER_LOCK = 0x7061726c6579L;

    private final TransactionManager writes;
    private final String rowsAfter;
    private volatile Consumer<List<RecentEvent>> listener = committed -> {};

    /** @param batch events that are read at once */
    OneAppenderStorageEngine(Builder settings, TransactionManager transactions, int batch) {
        super(settings.transactionManager(new SingleReads(transactions)).batchSize(batch));
        this.writes = transactions;
        this.rowsAfter = "select " + trackedEventFields() + " from " + schema().domainEventTable() + " where "
                + schema().globalIndexColumn() + " > ? order by " + schema().globalIndexColumn() + " limit " + batch;
    }

    /**
     * Axon rolls back on exceptions alone, and the driver throws an AssertionError where the connection is lost between a
     * statement and its result: transaction and cached aggregate would stay, ahead of what is stored.
     */
    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        AppendedEvents appended = new AppendedEvents(events, serializer);
        try {
            List<RecentEvent> placed = writes.fetchInTransaction(() -> insert(appended, events.get(0)));
            tellAfterCommit(placed);
        } catch (Error e) {
            throw new EventStoreException("Events could not be appended to PostgreSQL", e);
        }
    }

    private List<RecentEvent> insert(AppendedEvents appended, EventMessage<?> first) {
        Connection connection = getConnection();
        try {
            return appended.insert(connection, schema(), APPENDER_LOCK);
        } catch (SQLException e) {
            handlePersistenceException(e, first);
            throw new EventStoreException("Events could not be appended to PostgreSQL", e);
        } finally {
            closeQuietly(connection);
        }
    }

    /** Without a unit of work nobody here knows when the commit is: whoever listens has to look. */
    private void tellAfterCommit(List<RecentEvent> placed) {
        if (CurrentUnitOfWork.isStarted()) {
            CurrentUnitOfWork.get().root().afterCommit(stored -> listener.accept(placed));
        } else {
            listener.accept(List.of());
        }
    }

    @Override
    public void onCommit(Consumer<List<RecentEvent>> newListener) {
        listener = newListener;
    }

    @Override
    public List<RecentEvent> after(long index) {
        List<? extends TrackedEventData<?>> rows;
        List<RecentEvent> events;
        long behind = index;
        do {
            rows = rowsAfter(behind);
            events = decoded(rows);
            behind = rows.isEmpty() ? behind : indexOf(rows.get(rows.size() - 1).trackingToken());
        } while (events.isEmpty() && !rows.isEmpty());
        return events;
    }

    private List<? extends TrackedEventData<?>> rowsAfter(long index) {
        return executeQuery(
                getConnection(),
                connection -> {
                    PreparedStatement query = connection.prepareStatement(rowsAfter);
                    query.setLong(1, index);
                    return query;
                },
                listResults(row -> getTrackedEventData(row, null)),
                e -> new EventStoreException("The events could not be read from PostgreSQL", e));
    }

    /** Upcasters may make several events of a row, or none. */
    private List<RecentEvent> decoded(List<? extends TrackedEventData<?>> rows) {
        List<RecentEvent> events = new ArrayList<>(rows.size());
        int row = 0;
        for (TrackedEventMessage<?> event : upcastAndDeserializeTrackedEvents(
                        rows.stream().map(data -> data), getEventSerializer(), upcasterChain)
                .toList()) {
            long index = indexOf(event.trackingToken());
            while (indexOf(rows.get(row).trackingToken()) < index) {
                row++;
            }
            byte[] payload = (byte[]) rows.get(row).getPayload().getData();
            events.add(new RecentEvent(index, event, payload.length));
        }
        return events;
    }

    private static long indexOf(TrackingToken token) {
        return ((GapAwareTrackingToken) token).getIndex();
    }

    @Override
    protected void writeTimestamp(PreparedStatement statement, int position, Instant time) throws SQLException {
        statement.setString(position, MillisText.of(time));
    }

    /** With one appender a hole in the index is one for ever, so that a token needs to remember none. */
    @Override
    protected TrackedEventData<?> getTrackedEventData(ResultSet row, @Nullable GapAwareTrackingToken before)
            throws SQLException {
        long index = row.getLong(schema().globalIndexColumn());
        return new TrackedDomainEventData<>(
                before == null
                        ? GapAwareTrackingToken.newInstance(index, Collections.emptySortedSet())
                        : before.advanceTo(index, 0),
                getDomainEventData(row));
    }

    @Override
    protected DomainEventData<?> getDomainEventData(ResultSet row) throws SQLException {
        EventSchema columns = schema();
        return new StoredRow(
                row.getString(columns.typeColumn()),
                row.getString(columns.aggregateIdentifierColumn()),
                row.getLong(columns.sequenceNumberColumn()),
                row.getString(columns.eventIdentifierColumn()),
                row.getString(columns.timestampColumn()),
                row.getString(columns.payloadTypeColumn()),
                row.getString(columns.payloadRevisionColumn()),
                row.getBytes(columns.payloadColumn()),
                row.getBytes(columns.metaDataColumn()));
    }

    @Override
    public Optional<DomainEventMessage<?>> at(String aggregateId, long seq) {
        return one(connection -> readEventData(connection, aggregateId, seq, 1));
    }

    @Override
    public Optional<DomainEventMessage<?>> identifiedBy(String eventIdentifier) {
        return one(connection -> {
            PreparedStatement query = connection.prepareStatement("select " + domainEventFields() + " from "
                    + schema().domainEventTable() + " where "
                    + schema().eventIdentifierColumn() + " = ?");
            query.setString(1, eventIdentifier);
            return query;
        });
    }

    private Optional<DomainEventMessage<?>> one(SqlFunction query) {
        List<? extends DomainEventData<?>> rows = executeQuery(
                getConnection(),
                query,
                listResults(this::getDomainEventData),
                e -> new EventStoreException("An event could not be read from PostgreSQL", e));
        return upcastAndDeserializeDomainEvents(rows.stream(), getEventSerializer(), upcasterChain)
                .asStream()
                .findFirst()
                .map(event -> event);
    }
}
