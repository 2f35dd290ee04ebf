package io.parley.embedded.mongo;

import io.parley.embedded.Engine;
import io.parley.embedded.StartRefused;
import io.parley.embedded.home.OwnerOnly;
import io.parley.embedded.home.Ports;
import io.parley.embedded.process.LogTail;
import io.parley.embedded.process.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The machine's own mongod on a data directory of ours: a replica set of one node, so that it behaves as production
 * does. It listens on the loopback address and registers no shutdown hook.
 */
public final class MongodProcess implements Engine {
    private static final int ATTEMPTS = 3;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration START_AGAIN = Duration.ofSeconds(10);
    private static final String REMEDY =
            "set PARLEY_MONGO_URI to use a server of your own, or PARLEY_MONGOD=none to keep views in memory";

    private static final Pattern ERROR = Pattern.compile("\"s\":\"[EF]\".*?\"msg\":\"([^\"]*)\"");

    private final MongodDaemon daemon;
    private final int port;

    private MongodProcess(MongodDaemon daemon, int port) {
        this.daemon = daemon;
        this.port = port;
    }

    /** Starts the program on {@code mongo} below the home, stops an orphan there, and waits for the node to be primary. */
    public static MongodProcess start(Path program, Path home, Consumer<String> progress) {
        return start(program, home, Duration.ofSeconds(60), progress);
    }

    static MongodProcess start(Path program, Path home, Duration patience, Consumer<String> progress) {
        Path directory = home.toAbsolutePath().normalize().resolve("mongo");
        try {
            OwnerOnly.directory(directory);
            OwnerOnly.directory(directory.resolve("data"));
            MongodDaemon daemon = new MongodDaemon(program, directory);
            daemon.stopOrphan(progress);
            daemon.log().rotate();
            int port = startOnFreePort(daemon, progress);
            becomePrimary(daemon, port, patience);
            progress.accept("MongoDB: ready on 127.0.0.1:" + port);
            return new MongodProcess(daemon, port);
        } catch (IOException e) {
            throw new StartRefused("MongoDB cannot use " + directory + " (" + e + "); check its permissions.", e);
        }
    }

    @Override
    public String name() {
        return "MongoDB";
    }

    @Override
    public int port() {
        return port;
    }

    public String uri() {
        return "mongodb://127.0.0.1:" + port + "/parley?replicaSet=" + MongodDaemon.REPLICA_SET;
    }

    @Override
    public boolean isRunning() {
        return daemon.isRunning();
    }

    /** One that an earlier attempt did not wait for may be coming up still: then this one waits for it. */
    @Override
    public void startAgain() {
        long logged = daemon.log().length();
        try {
            var result = daemon.isRunning() ? null : daemon.start(port, START_AGAIN);
            if (result != null && !result.succeeded() && !daemon.isRunning()) {
                throw refused(daemon, logged, result.output());
            }
            if (!SingleNode.becomePrimary(port, START_AGAIN)) {
                throw new StartRefused("MongoDB (" + daemon.program() + ") runs, but is not primary of its replica set"
                        + " yet — see " + daemon.log().file() + ", or " + REMEDY + ".");
            }
        } catch (IOException e) {
            throw new StartRefused("MongoDB cannot use " + daemon.directory() + " (" + e + ").", e);
        }
    }

    @Override
    public void stop() {
        if (daemon.isRunning()) {
            SingleNode.shutdown(port);
            daemon.stop();
        }
    }

    /** The port of the last run first: as long as it is free, the replica set's configuration stays as it is. */
    private static int startOnFreePort(MongodDaemon daemon, Consumer<String> progress) throws IOException {
        long logged = daemon.log().length();
        int port = daemon.lastPort().filter(Ports::isFree).orElseGet(Ports::free);
        String output = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            progress.accept("MongoDB: starting " + daemon.program() + " on 127.0.0.1:" + port);
            var result = daemon.start(port, START);
            if (result.succeeded()) {
                return port;
            }
            output = result.output();
            port = Ports.free();
        }
        throw refused(daemon, logged, output);
    }

    private static StartRefused refused(MongodDaemon daemon, long logged, String output) {
        return new StartRefused(
                "MongoDB (" + daemon.program() + ") did not start: " + reason(daemon.log(), logged, output) + " — see "
                        + daemon.log().file() + ", or " + REMEDY + ".");
    }

    /** What it says of errors in its log, which is JSON line by line; without any, what it printed. */
    private static String reason(LogTail log, long logged, String output) {
        String errors = ERROR.matcher(log.since(logged))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .collect(Collectors.joining(" / "));
        String printed = output.lines().reduce((first, last) -> last).orElse("no reason given");
        return errors.isEmpty() ? printed : errors;
    }

    private static void becomePrimary(MongodDaemon daemon, int port, Duration patience) {
        if (!SingleNode.becomePrimary(port, patience)) {
            daemon.pid().ifPresent(pid -> Processes.stop(pid, Duration.ofSeconds(10)));
            throw new StartRefused("MongoDB (" + daemon.program() + ") runs, but did not become primary of its replica"
                    + " set within " + patience.toSeconds() + " s — see "
                    + daemon.log().file() + ", or " + REMEDY + ".");
        }
    }
}
