package io.parley.check.nemesis;

import io.parley.check.server.Line;
import io.parley.check.server.ServerProcess;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the nemesis can reach.
 *
 * @param devices the line of the clients to the server
 * @param mongo the line of the server to a MongoDB of ours, where there is one
 */
public record Targets(
        ServerProcess server, Line devices, @Nullable Line mongo) {
    Set<FaultKind> possible() {
        Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
        if (mongo == null) {
            kinds.remove(FaultKind.MONGO_CUT);
            kinds.remove(FaultKind.MONGO_STALLED);
        }
        if (server.engines().mongod().isEmpty()) {
            kinds.remove(FaultKind.MONGOD_KILLED);
            kinds.remove(FaultKind.MONGOD_PAUSED);
        }
        return kinds;
    }
}
