package io.parley.edge.delivery;

import java.util.HashSet;
import java.util.Set;

/** The streams of this node behind one key of Redis. Touched by the hub's thread only. */
abstract class Route {
    private static final long NEVER = -1;

    private final Set<LiveStream> streams = new HashSet<>();
    private long registeredAt = NEVER;
    private long emptySince;

    /** What its key in Redis is named by. */
    abstract Object name();

    Set<LiveStream> streams() {
        return streams;
    }

    /** Whether Redis has acknowledged that this node wants what goes to the key. */
    boolean isRegistered() {
        return registeredAt != NEVER;
    }

    boolean isRegisteredBefore(long millis) {
        return isRegistered() && registeredAt < millis;
    }

    void registered(long nowMillis) {
        registeredAt = nowMillis;
    }

    void unregistered() {
        registeredAt = NEVER;
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
