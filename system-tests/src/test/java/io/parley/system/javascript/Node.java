package io.parley.system.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;

/** node with rsocket-js, installed once from the lock file into the build directory. */
final class Node {
    private static final Path SOURCES = Path.of("src/test/js");
    private static final Path DIRECTORY = Path.of("target/js");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private Node() {}

    /** Aborts the test, with the reason, where there is no node or its packages cannot be had. */
    static void prepare() {
        requireSuccess("There is no node on the PATH: install node 18 or later", "node", "--version");
        copySources();
        if (!Files.exists(DIRECTORY.resolve("node_modules/.package-lock.json"))) {
            requireSuccess("rsocket-js could not be installed", "npm", "ci");
        }
    }

    /** Plays a scenario and returns what it told, in order. */
    static List<JsonNode> play(String scenario, Parley parley) {
        String alice = parley.userId("alice");
        String bob = parley.userId("bob");
        Result result = run(
                "node",
                "scenarios.mjs",
                scenario,
                parley.endpoint().toString(),
                alice,
                parley.tokens().of(alice),
                bob,
                parley.tokens().of(bob));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Json::read)
                .toList();
    }

    private record Result(int exitCode, String output) {}

    private static void requireSuccess(String otherwise, String... command) {
        Result result;
        try {
            result = run(command);
        } catch (UncheckedIOException notThere) {
            throw new TestAbortedException(otherwise + " to play these stories", notThere);
        }
        if (result.exitCode() != 0) {
            throw new TestAbortedException(otherwise + ": " + result.output());
        }
    }

    private static Result run(String... command) {
        try {
            Files.createDirectories(DIRECTORY);
            Path output = Files.createTempFile(DIRECTORY, command[0], ".log");
            Process process = new ProcessBuilder(command)
                    .directory(DIRECTORY.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, "did not end within " + TIMEOUT);
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command[0], stopped);
        }
    }

    private static void copySources() {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            Files.createDirectories(DIRECTORY);
            for (Path source : new ArrayList<>(sources.toList())) {
                Files.copy(source, DIRECTORY.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
