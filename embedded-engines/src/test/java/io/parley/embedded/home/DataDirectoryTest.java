package io.parley.embedded.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.embedded.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path parent;

    @Nested
    class Opening {
        @Test
        void createsItForItsOwnerAlone() throws IOException {
            try (DataDirectory home = open()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path())))
                        .isEqualTo("rwx------");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.directory("keys"))))
                        .isEqualTo("rwx------");
            }
        }

        @Test
        void namesTheSameInstanceAtEveryStart() {
            String first;
            try (DataDirectory home = open()) {
                first = home.instanceId();
            }
            try (DataDirectory home = open()) {
                assertThat(home.instanceId()).isNotBlank().isEqualTo(first);
            }
        }

        @Test
        void refusesASecondOwnerAndNamesTheFirst() {
            try (DataDirectory first = open()) {
                assertThatThrownBy(DataDirectoryTest.this::open)
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining(first.path().toString())
                        .hasMessageContaining(
                                "process " + ProcessHandle.current().pid())
                        .hasMessageContaining("since 2026-11-22T12:00:00Z")
                        .hasMessageContaining("serving port 8123")
                        .hasMessageContaining("PARLEY_HOME");
            }
        }

        @Test
        void succeedsOnceTheFirstOwnerIsGone() {
            open().close();
            open().close();
        }

        @Test
        void refusesAPlaceThatIsNoDirectory() throws IOException {
            Path file = Files.createFile(parent.resolve("file"));
            assertThatThrownBy(() -> DataDirectory.open(file.resolve("home"), 8123, NOON))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("PARLEY_HOME");
        }
    }

    private DataDirectory open() {
        return DataDirectory.open(parent.resolve("home"), 8123, NOON);
    }
}
