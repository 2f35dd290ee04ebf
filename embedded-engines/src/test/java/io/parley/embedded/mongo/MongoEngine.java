package io.parley.embedded.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What the views are tested on: the stand-in, and a real server where PARLEY_MONGOD or ../shared/mongod names one. */
public final class MongoEngine {
    private static final List<MongoEngine> ALL = startAll();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String name;
    private final String uri;
    private final MongoClient client;

    private MongoEngine(String name, String uri) {
        this.name = name;
        this.uri = uri;
        this.client = MongoClients.create(uri);
    }

    public static Stream<MongoEngine> all() {
        return ALL.stream();
    }

    /** A database that nobody else uses. */
    public MongoDatabase emptyDatabase() {
        return client.getDatabase("views" + DATABASES.incrementAndGet());
    }

    public MongoClient client() {
        return client;
    }

    /** The same database through a client of its own, which tells the listener what it asks. */
    public MongoDatabase watched(MongoDatabase database, CommandListener listener) {
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .addCommandListener(listener)
                .build();
        return MongoClients.create(settings).getDatabase(database.getName());
    }

    public String uri(MongoDatabase database) {
        return uri.replaceFirst("/parley", "/" + database.getName());
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<MongoEngine> startAll() {
        List<MongoEngine> engines = new ArrayList<>();
        engines.add(new MongoEngine("stand-in", MongoStandIn.start(line -> {}).uri()));
        realServer().ifPresent(program -> engines.add(new MongoEngine("mongod", start(program))));
        return List.copyOf(engines);
    }

    private static Optional<Path> realServer() {
        String configured = System.getenv("PARLEY_MONGOD");
        Path shared = Path.of("..", "..", "shared", "mongod");
        Path program = configured == null ? shared : Path.of(configured);
        return Optional.of(program).filter(Files::isExecutable);
    }

    private static String start(Path program) {
        try {
            MongodProcess server = MongodProcess.start(program, Files.createTempDirectory("parley-mongod"), line -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            return server.uri();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
