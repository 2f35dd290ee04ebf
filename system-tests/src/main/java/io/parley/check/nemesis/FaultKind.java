package io.parley.check.nemesis;

/** What can be done to a running server; the weight says how often. */
public enum FaultKind {
    SERVER_KILLED(6),
    SERVER_STOPPED(2),
    SERVER_PAUSED(6),
    POSTGRES_KILLED(4),
    POSTGRES_BACKEND_KILLED(4),
    POSTGRES_PAUSED(6),
    REDIS_KILLED(6),
    REDIS_PAUSED(6),
    REDIS_WIPED(6),
    MONGO_CUT(7),
    MONGO_STALLED(5),
    MONGOD_KILLED(5),
    MONGOD_PAUSED(5),
    SOCKETS_CUT(18),
    SOCKETS_STALLED(10),
    ALL_SOCKETS_CUT(4);

    private final int weight;

    FaultKind(int weight) {
        this.weight = weight;
    }

    boolean isOfSockets() {
        return this == SOCKETS_CUT || this == SOCKETS_STALLED || this == ALL_SOCKETS_CUT;
    }

    int weight() {
        return weight;
    }
}
