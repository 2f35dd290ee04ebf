package io.parley.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {
    @TempDir
    Path parent;

    @Nested
    class Unpacking {
        private final AtomicInteger times = new AtomicInteger();

        @Test
        void happensOnce() {
            EngineCache cache = new EngineCache(List.of(parent.resolve("cache")));
            Path first = cache.directory("engine-1", this::unpack);
            assertThat(cache.directory("engine-1", this::unpack)).isEqualTo(first);
            assertThat(first.resolve("program")).exists();
            assertThat(times).hasValue(1);
        }

        @Test
        void leavesNothingHalfDone() throws IOException {
            EngineCache cache = new EngineCache(List.of(parent.resolve("cache")));
            assertThatThrownBy(() -> cache.directory("engine-1", directory -> {
                        unpack(directory);
                        throw new IOException("no space left");
                    }))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("no space left");
            assertThat(parent.resolve("cache")).isEmptyDirectory();
        }

        @Test
        void fallsBackWhereTheCacheCannotBeWritten() throws IOException {
            Path noDirectory = Files.createFile(parent.resolve("file"));
            EngineCache cache = new EngineCache(List.of(noDirectory, parent.resolve("home")));
            assertThat(cache.directory("engine-1", this::unpack)).isEqualTo(parent.resolve("home/engine-1"));
        }

        @Test
        void keepsWhatAnotherProgramUnpackedMeanwhile() {
            EngineCache cache = new EngineCache(List.of(parent.resolve("cache")));
            Path found = cache.directory("engine-1", directory -> {
                unpack(directory);
                cache.directory("engine-1", this::unpack);
            });
            assertThat(found.resolve("program")).exists();
            assertThat(parent.resolve("cache")).isDirectoryContaining(file -> file.endsWith("engine-1"));
        }

        private void unpack(Path directory) throws IOException {
            times.incrementAndGet();
            Files.createFile(directory.resolve("program"));
        }
    }
}
