package io.parley.engines.eventstore;

import io.parley.shared.json.MillisText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/**
 * Events on their way into PostgreSQL, all of them in one statement and one round trip. Each column is one array, so that
 * it is the same statement for any number of events.
 */
final class AppendedEvents {
    private final List<Row> rows;

    AppendedEvents(List<? extends EventMessage<?>> messages, Serializer serializer) {
        rows = new ArrayList<>(messages.size());
        messages.forEach(message -> rows.add(Row.of(EventUtils.asDomainEventMessage(message), serializer)));
    }

    private record Row(
            DomainEventMessage<?> event, SerializedObject<byte[]> payload, SerializedObject<byte[]> metaData) {
        static Row of(DomainEventMessage<?> event, Serializer serializer) {
            return new Row(
                    event,
                    event.serializePayload(serializer, byte[].class),
                    event.serializeMetaData(serializer, byte[].class));
        }
    }

    /**
     * Waits for the turn to append, which PostgreSQL gives back at the transaction's end, and stores the events.
     *
     * @return the events at their places in the order of all; none where the places are not one after the other, because
     *     somebody took some without waiting for the turn
     */
    List<RecentEvent> insert(Connection connection, EventSchema schema, long turn) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(schema))) {
            statement.setLong(1, turn);
            text(statement, 2, row -> row.event.getIdentifier());
            text(statement, 3, row -> row.event.getAggregateIdentifier());
            column(statement, 4, "int8", Long[]::new, row -> row.event.getSequenceNumber());
            text(statement, 5, row -> row.event.getType());
            text(statement, 6, row -> MillisText.of(row.event.getTimestamp()));
            text(statement, 7, row -> row.payload.getType().getName());
            text(statement, 8, row -> row.payload.getType().getRevision());
            column(statement, 9, "bytea", byte[][]::new, row -> row.payload.getData());
            column(statement, 10, "bytea", byte[][]::new, row -> row.metaData.getData());
            statement.execute();
            statement.getMoreResults();
            return placed(statement);
        }
    }

    private static String sql(EventSchema schema) {
        return "select pg_advisory_xact_lock(?); with appended as (insert into " + schema.domainEventTable() + " ("
                + String.join(
                        ", ",
                        schema.eventIdentifierColumn(),
                        schema.aggregateIdentifierColumn(),
                        schema.sequenceNumberColumn(),
                        schema.typeColumn(),
                        schema.timestampColumn(),
                        schema.payloadTypeColumn(),
                        schema.payloadRevisionColumn(),
                        schema.payloadColumn(),
                        schema.metaDataColumn())
                + ") select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) returning " + schema.globalIndexColumn()
                + " as place) select min(place), max(place) from appended";
    }

    private void text(PreparedStatement statement, int position, Function<Row, String> value) throws SQLException {
        column(statement, position, "text", String[]::new, value);
    }

    private <T> void column(
            PreparedStatement statement, int position, String type, IntFunction<T[]> array, Function<Row, T> value)
            throws SQLException {
        T[] values = rows.stream().map(value).toArray(array);
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    private List<RecentEvent> placed(PreparedStatement statement) throws SQLException {
        try (ResultSet places = statement.getResultSet()) {
            places.next();
            long first = places.getLong(1);
            return places.getLong(2) == first + rows.size() - 1 ? from(first) : List.of();
        }
    }

    private List<RecentEvent> from(long first) {
        List<RecentEvent> placed = new ArrayList<>(rows.size());
        for (Row row : rows) {
            long index = first + placed.size();
            placed.add(new RecentEvent(
                    index,
                    new GenericTrackedDomainEventMessage<>(
                            GapAwareTrackingToken.newInstance(index, Collections.emptySortedSet()), row.event),
                    row.payload.getData().length));
        }
        return placed;
    }
}
