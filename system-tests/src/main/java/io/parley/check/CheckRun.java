package io.parley.check;

import io.parley.check.dice.Dice;
import io.parley.check.history.History;
import io.parley.check.history.Recorder;
import io.parley.check.nemesis.FaultKind;
import io.parley.check.nemesis.Nemesis;
import io.parley.check.nemesis.Targets;
import io.parley.check.server.Line;
import io.parley.check.server.ServerProcess;
import io.parley.client.Endpoints;
import io.parley.embedded.mongo.MongoStandIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A run with a server of its own and a nemesis. Closing it, at any time and from any thread, stops all it started. */
public final class CheckRun implements AutoCloseable {
    private static final Duration FAULT_EVERY = Duration.ofMillis(2_500);
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

    private final CheckSettings settings;
    private final Views views;
    private final Set<FaultKind> without;
    private final Path directory;
    private final Recorder recorder = new Recorder(new RunClock());
    private final ServerProcess server;
    private final @Nullable MongoStandIn mongo;
    private final @Nullable Line mongoLine;
    private @Nullable Line devices;
    private volatile boolean closed;

    /**
     * Nothing of the server runs yet.
     *
     * @param without kinds of faults to leave out
     * @param program the packaged standalone
     * @param directory where all of the run is stored
     */
    public CheckRun(CheckSettings settings, Views views, Set<FaultKind> without, Path program, Path directory)
            throws IOException {
        this.settings = settings;
        this.views = views;
        this.without = Set.copyOf(without);
        this.directory = directory;
        this.mongo = views == Views.OUTLIVING ? MongoStandIn.start(unused -> {}) : null;
        this.mongoLine = mongo == null ? null : new Line(mongo.port());
        // A rebuild must not take the program away from under a long run.
        Path copy = directory.resolve("standalone.jar");
        Files.copy(program, copy, StandardCopyOption.REPLACE_EXISTING);
        this.server = new ServerProcess(copy, directory.resolve("home"), environment());
    }

    public Recorder recorder() {
        return recorder;
    }

    public Path directory() {
        return directory;
    }

    /** Runs, comes to rest, and returns all records. */
    public History run() throws IOException {
        Quiet.about("reactor.netty", "reactor.core.publisher.Operators", "io.netty", "de.bwaldvogel.mongo");
        server.start();
        Line line = new Line(server.port());
        devices = line;
        URI base = URI.create("http://127.0.0.1:" + line.port());
        Nemesis nemesis = new Nemesis(
                new Dice(settings.seed()), new Targets(server, line, mongoLine), without, FAULT_EVERY, recorder);
        try (Play play = Play.begin(settings, recorder, base, Endpoints.devices(base))) {
            Thread hand = new Thread(nemesis, "nemesis");
            hand.start();
            passTime();
            nemesis.end();
            recovers();
            play.end();
            return play.settle();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.close();
        if (devices != null) {
            devices.close();
        }
        if (mongoLine != null) {
            mongoLine.close();
        }
        if (mongo != null) {
            mongo.close();
        }
    }

    /** The time that a slow machine needs to start a server does not count. */
    private void passTime() {
        long began = System.nanoTime();
        while (System.nanoTime() - began - server.downNanos() < settings.time().toNanos() && !closed) {
            LockSupport.parkNanos(STEP);
        }
    }

    /** A server that does not come back by itself is a finding; started afresh, the rest can still be looked at. */
    private void recovers() {
        if (!server.awaitReady(RECOVERY) && !closed) {
            recorder.stuck("The server was not ready " + RECOVERY.toSeconds()
                    + " s after the last fault was over; it had to be killed and started again, see " + server.logs());
            server.kill();
            server.start();
            if (devices != null) {
                devices.leadTo(server.port());
            }
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        Line line = mongoLine;
        if (line != null) {
            environment.put("PARLEY_MONGO_URI", "mongodb://127.0.0.1:" + line.port() + "/parley");
        }
        String mongod = System.getenv("PARLEY_MONGOD");
        environment.put("PARLEY_MONGOD", views == Views.MONGOD && mongod != null ? mongod : "none");
        return environment;
    }
}
