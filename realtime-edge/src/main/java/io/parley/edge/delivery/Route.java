package io.parley.edge.delivery;

import java.util.HashSet;
import java.util.Set;

/** The streams of this node behind one key of Redis. Touched by the hub's thread only. */
abstract class Route {
    private final Set<LiveStream> streams = new HashSet<>();
    private boolean registered;
    private long emptySince;

    Set<LiveStream> streams() {
        return streams;
    }

    /** Whether Redis has acknowledged that this node wants what goes to the key. */
    boolean isRegistered() {
        return registered;
    }

    void registered(boolean yes) {
        registered = yes;
    }

    /** Tells the streams how far their chat has come; a user's route has nothing to tell. */
    void tellHead() {}

    void add(LiveStream stream) {
        streams.add(stream);
    }

    void remove(LiveStream stream, long nowMillis) {
        if (streams.remove(stream) && streams.isEmpty()) {
            emptySince = nowMillis;
        }
    }

    boolean isEmptySince(long millis) {
        return streams.isEmpty() && emptySince <= millis;
    }
}
