package io.parley.system.kit;

import io.parley.embedded.mongo.MongoStandIn;
import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.embedded.redis.EmbeddedRedisServer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Engines that no server started: they outlive servers, several servers share them, and nobody starts them again but the
 * story. So it is in production, but for MongoDB, whose stand-in lives in this process.
 */
public final class SharedEngines implements AutoCloseable {
    private final Path home;
    private final EmbeddedPostgresServer postgres;
    private final EmbeddedRedisServer redis;
    private final MongoStandIn mongo;

    private SharedEngines(Path home) {
        this.home = home;
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
        redis = EmbeddedRedisServer.start(home, progress -> {});
        mongo = MongoStandIn.start(progress -> {});
    }

    public static SharedEngines start(Path home) {
        return new SharedEngines(home);
    }

    /** Where the engines note their process ids. */
    public Path home() {
        return home;
    }

    public EmbeddedPostgresServer postgres() {
        return postgres;
    }

    public EmbeddedRedisServer redis() {
        return redis;
    }

    /** What a {@link Standalone} has to be told to use these and no others. */
    public Map<String, String> settings() {
        return Map.of(
                "PARLEY_POSTGRES_URL", postgres.jdbcUrl(),
                "PARLEY_POSTGRES_USER", postgres.user(),
                "PARLEY_POSTGRES_PASSWORD", postgres.password(),
                "PARLEY_REDIS_URL", redis.url(),
                "PARLEY_MONGO_URI", mongo.uri());
    }

    @Override
    public void close() {
        mongo.close();
        redis.close();
        postgres.close();
    }
}
