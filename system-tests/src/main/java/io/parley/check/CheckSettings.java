package io.parley.check;

import java.time.Duration;
import java.util.Locale;

/**
 * What a run is like.
 *
 * @param name comes into the ids of its users, so that runs can share a server
 * @param time how long clients act before all comes to rest
 * @param clients devices in all, a few of them on REST
 * @param pace how many things each of them does in a second
 * @param patience how long anything may take to come to rest, once all faults are over
 */
public record CheckSettings(String name, long seed, Duration time, int clients, double pace, Duration patience) {
    private static final double USERS_PER_CLIENT = 3.0 / 7;
    private static final int SOME = 14;

    int users() {
        return Math.max(3, (int) (clients * USERS_PER_CLIENT));
    }

    String userId(int number) {
        return String.format(Locale.ROOT, "%s-u%02d", name, number);
    }

    /** A few use REST. */
    boolean polls(int client) {
        return client % SOME == SOME - 1;
    }
}
