package io.parley.embedded.postgres;

import io.parley.embedded.StartRefused;
import io.parley.embedded.process.Command;
import io.parley.embedded.process.EngineCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** PostgreSQL's files: made once, whole or not at all, with a password that stays in the home. */
record DataCluster(Path data, Path passwordFile) {
    static final String USER = "parley";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static DataCluster in(Path directory) {
        return new DataCluster(directory.resolve("data"), directory.resolve("password"));
    }

    /** Makes the files in a directory beside and renames it, so that an interrupted first start leaves nothing. */
    void createIfMissing(PostgresTools tools, Consumer<String> progress) throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        progress.accept("PostgreSQL: creating the database files in " + data);
        Path fresh = data.resolveSibling("data.new");
        EngineCache.deleteAll(fresh);
        createPassword();
        Command.Result result = tools.run(
                PATIENCE,
                "initdb",
                List.of(
                        "-D",
                        fresh.toString(),
                        "-U",
                        USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + passwordFile,
                        "-E",
                        "UTF8",
                        "--no-locale"));
        if (!result.succeeded()) {
            throw new StartRefused("PostgreSQL could not create its files in " + fresh + ": "
                    + result.output().lines().reduce((first, last) -> last).orElse("no reason given")
                    + "; check space and permissions there, or set PARLEY_POSTGRES_URL to use a server of your own.");
        }
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    String password() throws IOException {
        return Files.readString(passwordFile).strip();
    }

    private void createPassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, HexFormat.of().formatHex(random) + "\n");
    }
}
