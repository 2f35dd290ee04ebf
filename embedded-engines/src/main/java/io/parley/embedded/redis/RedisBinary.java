package io.parley.embedded.redis;

import io.parley.embedded.StartRefused;
import io.parley.embedded.process.Command;
import io.parley.embedded.process.EngineCache;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redis.embedded.Redis;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The redis-server program, unpacked from the class path. */
final class RedisBinary {
    private RedisBinary() {}

    /**
     * The first program that runs here. The usual one for Linux on Intel needs OpenSSL 3 on the machine; the 32-bit one
     * is linked statically and needs nothing.
     */
    static Path unpacked(EngineCache cache) {
        try {
            return candidates()
                    .map(resource -> unpack(cache, resource))
                    .filter(RedisBinary::runs)
                    .findFirst()
                    .orElseThrow(() -> new StartRefused("No Redis of this build runs on this system; set"
                            + " PARLEY_REDIS_URL to use a server of your own."));
        } catch (UncheckedIOException e) {
            throw new StartRefused(
                    "Redis could not be unpacked (" + e.getMessage()
                            + "); make room or set XDG_CACHE_HOME to a directory that can be written.",
                    e);
        }
    }

    private static Stream<String> candidates() {
        Map<OsArchitecture, String> resources = ExecutableProvider.newProvidedVersionsMap();
        OsArchitecture here = OsArchitecture.detectOSandArchitecture();
        Stream<OsArchitecture> suitable =
                here.equals(OsArchitecture.UNIX_x86_64) ? Stream.of(here, OsArchitecture.UNIX_x86) : Stream.of(here);
        return suitable.filter(resources::containsKey).map(resources::get);
    }

    private static Path unpack(EngineCache cache, String resource) {
        return cache.directory("redis" + resource.replace("/redis-server", ""), directory -> copy(resource, directory))
                .resolve("redis-server");
    }

    private static void copy(String resource, Path directory) throws IOException {
        try (InputStream binary = Redis.class.getResourceAsStream(resource)) {
            if (binary == null) {
                throw new FileNotFoundException(resource);
            }
            Path file = directory.resolve("redis-server");
            Files.copy(binary, file);
            if (!file.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make " + file + " executable");
            }
        }
    }

    private static boolean runs(Path binary) {
        return Command.run(List.of(binary.toString(), "--version"), Duration.ofSeconds(10))
                .succeeded();
    }
}
