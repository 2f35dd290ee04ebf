package io.parley.standalone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import io.parley.embedded.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevKeyFileTest {
    @TempDir
    Path home;

    @Nested
    class Loading {
        @Test
        void keepsTheKeyOverRestarts() {
            RSAKey first = file().loadOrCreate();
            assertThat(file().loadOrCreate()).isEqualTo(first);
        }

        @Test
        void hidesTheKeyFromOthers() throws IOException {
            file().loadOrCreate();
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(home.resolve("keys/dev-issuer.jwk"))))
                    .isEqualTo("rw-------");
        }

        @Test
        void saysWhatToDoWithABrokenFile() throws IOException {
            Files.createDirectories(home.resolve("keys"));
            Files.writeString(home.resolve("keys/dev-issuer.jwk"), "nonsense");
            assertThatThrownBy(() -> file().loadOrCreate())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("delete that file");
        }
    }

    private DevKeyFile file() {
        return new DevKeyFile(home.resolve("keys"));
    }
}
