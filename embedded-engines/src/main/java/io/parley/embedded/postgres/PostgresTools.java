package io.parley.embedded.postgres;

import io.parley.embedded.StartRefused;
import io.parley.embedded.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs PostgreSQL's own tools. They refuse to run as root; there they run in a user namespace of their own, in which
 * the same user is nobody special.
 *
 * @param prefix what stands before each command
 */
record PostgresTools(Path binaries, List<String> prefix) {
    static PostgresTools in(Path binaries) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new PostgresTools(binaries, List.of());
        }
        List<String> unshare = List.of("unshare", "-U");
        if (!Command.run(List.of("unshare", "-U", "id", "-u"), Duration.ofSeconds(10))
                .succeeded()) {
            throw new StartRefused(
                    "PostgreSQL refuses to run as root, and this system allows no user namespace (unshare"
                            + " -U); start Parley as an ordinary user or set PARLEY_POSTGRES_URL.");
        }
        return new PostgresTools(binaries, unshare);
    }

    Command.Result run(Duration atMost, String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return Command.run(command, atMost);
    }
}
