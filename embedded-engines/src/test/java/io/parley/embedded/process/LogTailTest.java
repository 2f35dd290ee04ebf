package io.parley.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    Path directory;

    private LogTail log = new LogTail(Path.of("none"));

    @BeforeEach
    void create() {
        log = new LogTail(directory.resolve("engine.log"));
    }

    @Nested
    class Quoting {
        @Test
        void takesTheLastLinesOfThisStartAlone() throws IOException {
            write("an earlier failure\n");
            long logged = log.length();
            write("one\ntwo\n\nthree\nfour\n");
            assertThat(log.lastLinesSince(logged)).isEqualTo("two / three / four");
        }

        @Test
        void saysSoWhereThereIsNothing() {
            assertThat(log.lastLinesSince(0)).isEqualTo("(it logged nothing)");
        }
    }

    @Nested
    class Rotating {
        @Test
        void putsALargeLogAside() throws IOException {
            write("x".repeat(5 << 20));
            log.rotate();
            assertThat(log.length()).isZero();
            assertThat(directory.resolve("engine.log.1")).exists();
        }

        @Test
        void keepsASmallOne() throws IOException {
            write("x");
            log.rotate();
            assertThat(log.length()).isEqualTo(1);
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(log.file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
