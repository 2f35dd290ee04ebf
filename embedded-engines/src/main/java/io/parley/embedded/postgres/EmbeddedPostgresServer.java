package io.parley.embedded.postgres;

import io.parley.embedded.Engine;
import io.parley.embedded.StartRefused;
import io.parley.embedded.home.OwnerOnly;
import io.parley.embedded.home.Ports;
import io.parley.embedded.process.EngineCache;
import io.parley.embedded.process.LogTail;
import io.parley.embedded.process.Poll;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A PostgreSQL server on a data directory of ours, listening on the loopback address only. An acknowledged commit is on
 * disk: fsync and synchronous_commit are on and checked. It registers no shutdown hook; its owner stops it, after
 * everything that uses it.
 */
public final class EmbeddedPostgresServer implements Engine {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PATIENCE_AGAIN = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;

    private final Postmaster postmaster;
    private final int port;
    private final String password;

    private EmbeddedPostgresServer(Postmaster postmaster, int port, String password) {
        this.postmaster = postmaster;
        this.port = port;
        this.password = password;
    }

    /** Starts the server on {@code postgres} below the home, creating what is missing, and stops an orphan there. */
    public static EmbeddedPostgresServer start(Path home, Consumer<String> progress) {
        Path directory = home.toAbsolutePath().normalize().resolve("postgres");
        try {
            OwnerOnly.directory(directory);
            PostgresTools tools = PostgresTools.in(PostgresBinaries.unpacked(EngineCache.ofUser(directory)));
            DataCluster cluster = DataCluster.in(directory);
            cluster.createIfMissing(tools, progress);
            LogTail log = new LogTail(directory.resolve("postgresql.log"));
            Postmaster postmaster = new Postmaster(tools, cluster.data(), log);
            postmaster.stopOrphan(progress);
            log.rotate();
            int port = startOnFreePort(postmaster, progress);
            EmbeddedPostgresServer server = new EmbeddedPostgresServer(postmaster, port, cluster.password());
            server.verify();
            progress.accept("PostgreSQL: ready on 127.0.0.1:" + port);
            return server;
        } catch (IOException e) {
            throw new StartRefused("PostgreSQL cannot use " + directory + " (" + e + "); check its permissions.", e);
        }
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String user() {
        return DataCluster.USER;
    }

    public String password() {
        return password;
    }

    @Override
    public boolean isRunning() {
        return postmaster.isRunning();
    }

    /** One that an earlier attempt did not wait for may be recovering still: then this one waits for it. */
    @Override
    public void startAgain() {
        long logged = postmaster.log().length();
        if (postmaster.isRunning()) {
            Poll.until(PATIENCE_AGAIN, () -> postmaster.isReady() || !postmaster.isRunning());
        } else {
            postmaster.clearAway();
            postmaster.start(port, PATIENCE_AGAIN);
        }
        if (!postmaster.isReady()) {
            throw refused(postmaster.log(), logged);
        }
    }

    /** Stops the server; open sessions are ended, committed work is kept. */
    @Override
    public void stop() {
        postmaster.stop();
    }

    private void verify() {
        try {
            Durability.verify(this);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private static int startOnFreePort(Postmaster postmaster, Consumer<String> progress) {
        LogTail log = postmaster.log();
        for (int attempt = 1; ; attempt++) {
            int port = Ports.free();
            long logged = log.length();
            progress.accept("PostgreSQL: starting on 127.0.0.1:" + port);
            if (postmaster.start(port, PATIENCE).succeeded()) {
                return port;
            }
            boolean mayPass = log.since(logged).contains("could not bind")
                    || log.since(logged).contains("shared memory block");
            if (!mayPass || attempt == ATTEMPTS) {
                throw refused(log, logged);
            }
        }
    }

    private static StartRefused refused(LogTail log, long logged) {
        return new StartRefused("PostgreSQL did not start: " + log.lastLinesSince(logged) + " — see " + log.file()
                + ", or set PARLEY_POSTGRES_URL to use a server of your own.");
    }
}
