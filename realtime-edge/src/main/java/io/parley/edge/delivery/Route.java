package io.parley.edge.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The streams of this node behind one key of Redis. Touched by the hub's thread only. */
abstract class Route {
    private static final long NEVER = -1;

    private final Set<LiveStream> streams = new HashSet<>();
    /** The same by their threads: made when it is needed, never changed, read on those threads. */
    private @Nullable Map<Executor, List<LiveStream>> byLoop;

    private long registeredAt = NEVER;
    private long emptySince;

    /** What its key in Redis is named by. */
    abstract Object name();

    Set<LiveStream> streams() {
        return streams;
    }

    /** The streams as they are now, by their threads. */
    Map<Executor, List<LiveStream>> byLoop() {
        Map<Executor, List<LiveStream>> made = byLoop;
        if (made == null) {
            made = new HashMap<>();
            for (LiveStream stream : streams) {
                made.computeIfAbsent(stream.loop(), loop -> new ArrayList<>()).add(stream);
            }
            byLoop = made;
        }
        return made;
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
        if (streams.add(stream)) {
            byLoop = null;
        }
    }

    void remove(LiveStream stream, long nowMillis) {
        if (streams.remove(stream)) {
            byLoop = null;
            emptySince = streams.isEmpty() ? nowMillis : emptySince;
        }
    }

    boolean isEmptySince(long millis) {
        return streams.isEmpty() && emptySince <= millis;
    }
}
