package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An engine of a running server, found by the file in which it notes its process id. */
record EngineProcess(Path pidFile) {
    static EngineProcess postgres(Path home) {
        return new EngineProcess(home.resolve("postgres/data/postmaster.pid"));
    }

    static EngineProcess redis(Path home) {
        return new EngineProcess(home.resolve("redis/redis.pid"));
    }

    /** kill -9 of the server process alone; whatever it has started notices by itself. */
    void kill() {
        ProcessHandle process = handle();
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().join();
    }

    /** SIGSTOP for the engine and all that it has started. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.concat(Stream.of(handle()), handle().descendants())
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        try {
            assertThat(new ProcessBuilder(command)
                            .inheritIO()
                            .start()
                            .onExit()
                            .join()
                            .exitValue())
                    .isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ProcessHandle handle() {
        try (Stream<String> lines = Files.lines(pidFile)) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
