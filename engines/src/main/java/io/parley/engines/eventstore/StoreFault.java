package io.parley.engines.eventstore;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.ExecutionException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionException;

/** What a failure of the event store means for the command that met it. */
public enum StoreFault {
    /** Another append was first, at the same seq or with the same identifier: decide again on fresh state. */
    CONFLICT,
    /** The store is away or did not answer: whether something was stored is not known. */
    PASSING,
    /** None of the store's making, or one that comes back every time. */
    NONE;

    /** Axon Server's code for an append behind another one; it comes as text alone. */
    private static final String STALE_APPEND = "AXONIQ-2000";
    /**
     * Classes of SQLSTATE: connection, transaction rolled back, resources, operator (restart), system. With the object
     * not in its state (55: locks) these are the ones that end by themselves.
     */
    private static final List<String> PASSING_STATES = List.of("08", "40", "53", "55", "57", "58");

    public static StoreFault of(Throwable failure) {
        StoreFault found = NONE;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isConflict(cause)) {
                return CONFLICT;
            }
            if (cause instanceof SQLException sql) {
                return isPassing(sql) ? PASSING : NONE;
            }
            if (mayPass(cause)) {
                found = PASSING;
            }
        }
        return found;
    }

    private static boolean isConflict(Throwable cause) {
        return cause instanceof ConcurrencyException
                || cause instanceof AggregateStreamCreationException
                || String.valueOf(cause.getMessage()).contains(STALE_APPEND);
    }

    private static boolean isPassing(SQLException fault) {
        return fault instanceof SQLTransientException || isPassingState(fault.getSQLState());
    }

    /** The driver gives no state where the connection broke in the middle of an answer. */
    private static boolean isPassingState(@Nullable String state) {
        return state == null || PASSING_STATES.stream().anyMatch(state::startsWith);
    }

    private static boolean mayPass(Throwable cause) {
        return cause instanceof EventStoreException
                || cause instanceof TransactionException
                || cause instanceof AxonServerException
                || cause instanceof ExecutionException
                || cause instanceof TimeoutException
                || cause instanceof io.grpc.StatusRuntimeException;
    }
}
