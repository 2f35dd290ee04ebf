package io.parley.check;

/** Where the server under test keeps its views. */
public enum Views {
    /** In a MongoDB stand-in of the checker's, which outlives the server and stands behind a line that can be cut. */
    OUTLIVING,
    /** In the server's own memory: rebuilt from the events at each start. */
    REBUILT,
    /** In a real mongod that the server starts, the one that PARLEY_MONGOD names. */
    MONGOD;

    /** Half of the runs without a real one rebuild. */
    public static Views of(long seed, boolean mongod) {
        if (mongod) {
            return MONGOD;
        }
        return Long.bitCount(seed) % 2 == 0 ? OUTLIVING : REBUILT;
    }
}
