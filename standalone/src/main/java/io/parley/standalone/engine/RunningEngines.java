package io.parley.standalone.engine;

import io.parley.embedded.Engine;
import io.parley.embedded.StartRefused;
import io.parley.embedded.mongo.MongoStandIn;
import io.parley.embedded.mongo.MongodProcess;
import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.embedded.redis.EmbeddedRedisServer;
import io.parley.embedded.watch.EngineWatch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines of one instance: those that it started, and where all of them are found. */
public final class RunningEngines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningEngines.class);
    private static final Executor THREAD_EACH = task -> {
        Thread thread = new Thread(task, "parley-engine-start");
        thread.setDaemon(true);
        thread.start();
    };

    private final EngineSettings settings;
    private final Path home;
    private final Consumer<String> progress;
    private final ConcurrentLinkedDeque<EngineWatch> watched = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<Runnable> stops = new ConcurrentLinkedDeque<>();
    private final Map<String, String> properties = new HashMap<>();

    private RunningEngines(EngineSettings settings, Path home, Consumer<String> progress) {
        this.settings = settings;
        this.home = home;
        this.progress = progress;
    }

    /** Starts, side by side, what the person has no server for. Where one fails, none is left running. */
    public static RunningEngines start(EngineSettings settings, Path home, Consumer<String> progress) {
        RunningEngines engines = new RunningEngines(settings, home, progress);
        List<CompletableFuture<Map<String, String>>> starts =
                List.of(async(engines::postgres), async(engines::mongo), async(engines::redis));
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).join();
            starts.forEach(start -> engines.properties.putAll(start.join()));
            return engines;
        } catch (CompletionException e) {
            engines.close();
            throw e.getCause() instanceof StartRefused refused
                    ? refused
                    : new StartRefused("An engine did not start: " + e.getCause(), e);
        }
    }

    /** Where the roles find the engines, as settings of theirs. */
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    /** Those that ended and could not be started again so far. */
    public List<String> down() {
        return watched.stream()
                .filter(EngineWatch::isDown)
                .map(EngineWatch::name)
                .sorted()
                .toList();
    }

    /** From now on an engine that ends is not started again; returns at once. */
    public void endWatches() {
        watched.forEach(EngineWatch::end);
    }

    @Override
    public void close() {
        endWatches();
        for (Runnable stop = stops.pollFirst(); stop != null; stop = stops.pollFirst()) {
            stop(stop);
        }
    }

    /** One that does not stop must not keep the others running. */
    private static void stop(Runnable engine) {
        try {
            engine.run();
        } catch (RuntimeException e) {
            LOG.warn("An engine did not stop: {}", e.getMessage());
        }
    }

    private Map<String, String> postgres() {
        Map<String, String> found = new HashMap<>();
        settings.postgresUser().ifPresent(user -> found.put("parley.postgres.user", user));
        settings.postgresPassword().ifPresent(password -> found.put("parley.postgres.password", password));
        if (settings.postgresUrl().isPresent()) {
            found.put("parley.postgres.url", settings.postgresUrl().get());
            return found;
        }
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(home, progress);
        stops.addLast(watched(server));
        return Map.of(
                "parley.postgres.url", server.jdbcUrl(),
                "parley.postgres.user", server.user(),
                "parley.postgres.password", server.password());
    }

    private Map<String, String> mongo() {
        return Map.of("parley.mongo.uri", settings.mongoUri().orElseGet(this::ownMongo));
    }

    private String ownMongo() {
        if (settings.mongod().isPresent()) {
            MongodProcess process = MongodProcess.start(settings.mongod().get(), home, progress);
            stops.addFirst(watched(process));
            return process.uri();
        }
        MongoStandIn standIn = MongoStandIn.start(progress);
        progress.accept("MongoDB: no server found, views are kept in memory and rebuilt from the events at each start");
        stops.addFirst(standIn::stop);
        return standIn.uri();
    }

    private Map<String, String> redis() {
        return Map.of("parley.redis.url", settings.redisUrl().orElseGet(this::ownRedis));
    }

    private String ownRedis() {
        EmbeddedRedisServer server = EmbeddedRedisServer.start(home, progress);
        stops.addFirst(watched(server));
        return server.url();
    }

    private Runnable watched(Engine engine) {
        EngineWatch watch = EngineWatch.over(engine);
        watched.add(watch);
        return watch::close;
    }

    private static <T> CompletableFuture<T> async(Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, THREAD_EACH);
    }
}
