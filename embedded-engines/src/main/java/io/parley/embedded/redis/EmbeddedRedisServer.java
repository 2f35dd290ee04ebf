package io.parley.embedded.redis;

import io.parley.embedded.Engine;
import io.parley.embedded.StartRefused;
import io.parley.embedded.home.OwnerOnly;
import io.parley.embedded.home.Ports;
import io.parley.embedded.process.EngineCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A Redis server on the loopback address that keeps nothing on disk. It registers no shutdown hook. */
public final class EmbeddedRedisServer implements Engine {
    private static final int ATTEMPTS = 3;

    private final RedisProcess process;
    private final Path binary;
    private final int port;

    private EmbeddedRedisServer(RedisProcess process, Path binary, int port) {
        this.process = process;
        this.binary = binary;
        this.port = port;
    }

    /** Starts the server with its notes in {@code redis} below the home, and stops an orphan of an earlier run. */
    public static EmbeddedRedisServer start(Path home, Consumer<String> progress) {
        Path directory = home.toAbsolutePath().normalize().resolve("redis");
        try {
            OwnerOnly.directory(directory);
            Path binary = RedisBinary.unpacked(EngineCache.ofUser(directory));
            RedisProcess process = new RedisProcess(directory);
            process.stopOrphan(progress);
            process.log().rotate();
            return startOnFreePort(process, binary, progress);
        } catch (IOException e) {
            throw new StartRefused("Redis cannot use " + directory + " (" + e + "); check its permissions.", e);
        }
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public boolean isRunning() {
        return process.pid().isPresent();
    }

    @Override
    public void startAgain() {
        long logged = process.log().length();
        try {
            process.stop();
            if (!process.start(binary, port)) {
                process.stop();
                throw refused(process, logged);
            }
        } catch (IOException e) {
            throw new StartRefused(
                    "Redis cannot use " + process.directory() + " (" + e + "); check its permissions.", e);
        }
    }

    @Override
    public void stop() {
        process.stop();
    }

    private static EmbeddedRedisServer startOnFreePort(RedisProcess process, Path binary, Consumer<String> progress)
            throws IOException {
        long logged = process.log().length();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            int port = Ports.free();
            progress.accept("Redis: starting on 127.0.0.1:" + port);
            if (process.start(binary, port)) {
                progress.accept("Redis: ready on 127.0.0.1:" + port);
                return new EmbeddedRedisServer(process, binary, port);
            }
            process.stop();
        }
        throw refused(process, logged);
    }

    private static StartRefused refused(RedisProcess process, long logged) {
        return new StartRefused("Redis did not start: " + process.log().lastLinesSince(logged) + " — see "
                + process.log().file() + ", or set PARLEY_REDIS_URL to use a server of your own.");
    }
}
