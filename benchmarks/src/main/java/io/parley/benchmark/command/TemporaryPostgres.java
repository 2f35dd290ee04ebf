package io.parley.benchmark.command;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** An embedded PostgreSQL, durable as always, whose files go when it does. */
record TemporaryPostgres(Path home, EmbeddedPostgresServer server) implements AutoCloseable {
    static TemporaryPostgres start() {
        try {
            Path home = Files.createTempDirectory("parley-benchmark-");
            return new TemporaryPostgres(home, EmbeddedPostgresServer.start(home, progress -> {}));
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place for the files of a PostgreSQL; set java.io.tmpdir.", e);
        }
    }

    List<String> settings() {
        return List.of(
                "--parley.postgres.url=" + server.jdbcUrl(),
                "--parley.postgres.user=" + server.user(),
                "--parley.postgres.password=" + server.password());
    }

    @Override
    public void close() {
        server.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException("The files of a PostgreSQL that has ended stay behind in " + home, e);
        }
    }
}
