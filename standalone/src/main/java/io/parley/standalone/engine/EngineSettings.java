package io.parley.standalone.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which engines are the person's own; what is empty is started by us.
 *
 * @param postgresUrl a JDBC address
 * @param mongoUri a MongoDB connection string
 * @param mongod the machine's own mongod, used where there is no connection string; without one, views are in memory
 * @param redisUrl a {@code redis://} address
 */
public record EngineSettings(
        Optional<String> postgresUrl,
        Optional<String> postgresUser,
        Optional<String> postgresPassword,
        Optional<String> mongoUri,
        Optional<Path> mongod,
        Optional<String> redisUrl) {
    /** Embedded engines throughout, views in memory. */
    public static final EngineSettings EMBEDDED = new EngineSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
