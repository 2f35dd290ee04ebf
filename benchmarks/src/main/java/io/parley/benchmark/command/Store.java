package io.parley.benchmark.command;

/** Where the events go. */
public enum Store {
    /** Into a map: what is left is the bus, the aggregates and their events. */
    MEMORY,
    /** To the disk, as the standalone program has them. */
    POSTGRES
}
