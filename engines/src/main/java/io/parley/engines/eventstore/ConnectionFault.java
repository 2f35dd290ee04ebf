package io.parley.engines.eventstore;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Why there is no connection to PostgreSQL: whether it passes, and what to do where it does not. */
final class ConnectionFault {
    private static final String BROKEN_CONNECTION = "08";
    /** The one of its class that stays: server and driver find no way in that both know. */
    private static final String REJECTED = "08004";
    /** Of 57 (operator) those that end a server or wait for its start. */
    private static final String SERVER_STOPS_OR_STARTS = "57P";

    private static final String WRONG_USER = "28";
    private static final String NO_SUCH_DATABASE = "3D";
    private static final String TOO_MANY = "53300";

    private ConnectionFault() {}

    /** Whether it ends by itself, when the server is back. */
    static boolean passes(SQLException fault) {
        String state = fault.getSQLState();
        return state == null
                || (state.startsWith(BROKEN_CONNECTION) && !state.equals(REJECTED))
                || state.startsWith(SERVER_STOPS_OR_STARTS);
    }

    /** One that does not end by itself, as a sentence that names cause and remedy. */
    static SQLException told(SQLException fault) {
        String cause = "PostgreSQL, which holds the events, lets nobody in (" + fault.getSQLState() + ", "
                + fault.getMessage() + ").";
        return new SQLException(cause + " " + remedy(fault.getSQLState()), fault.getSQLState(), fault);
    }

    private static String remedy(@Nullable String state) {
        String known = state == null ? "" : state;
        if (known.startsWith(WRONG_USER) || known.equals(REJECTED)) {
            return "Set PARLEY_POSTGRES_USER and PARLEY_POSTGRES_PASSWORD to a user that the server knows, and let its"
                    + " pg_hba.conf take that user in from here.";
        }
        if (known.startsWith(NO_SUCH_DATABASE)) {
            return "Create the database, or name another in PARLEY_POSTGRES_URL.";
        }
        if (known.equals(TOO_MANY)) {
            return "Raise the server's max_connections, or lower PARLEY_POSTGRES_POOLSIZE.";
        }
        return "Look into the server's log, and check PARLEY_POSTGRES_URL and its user.";
    }
}
