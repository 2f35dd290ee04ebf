package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.embedded.StartRefused;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Nested
    class Reading {
        @Test
        void startsEverythingItselfWhereNothingIsSet() {
            Settings settings = Settings.fromEnvironment(Map.of());
            assertThat(settings).isEqualTo(Settings.embedded(Path.of("data").toAbsolutePath(), 8080));
        }

        @Test
        void takesTheServersOfAPersonsOwn() {
            Settings settings = Settings.fromEnvironment(Map.of(
                    "PARLEY_POSTGRES_URL", "jdbc:postgresql://db/parley",
                    "PARLEY_MONGO_URI", "mongodb://views/parley",
                    "PARLEY_REDIS_URL", "redis://hints:6379"));
            assertThat(settings.engines().postgresUrl()).contains("jdbc:postgresql://db/parley");
            assertThat(settings.engines().mongoUri()).contains("mongodb://views/parley");
            assertThat(settings.engines().redisUrl()).contains("redis://hints:6379");
        }

        @Test
        void takesAnEmptyVariableForOneThatIsNotSet() {
            assertThat(Settings.fromEnvironment(Map.of("PARLEY_MONGO_URI", " ", "PARLEY_HTTP_PORT", ""))
                            .engines()
                            .mongoUri())
                    .isEmpty();
        }

        @Test
        void refusesAPortThatIsNone() {
            assertRefused("PARLEY_HTTP_PORT", "65536");
            assertRefused("PARLEY_HTTP_PORT", "-1");
            assertRefused("PARLEY_HTTP_PORT", "http");
        }

        @Test
        void refusesAPostgresAddressThatIsNotJdbc() {
            assertRefused("PARLEY_POSTGRES_URL", "postgres://user:secret@db/parley");
        }

        private void assertRefused(String variable, String value) {
            assertThatThrownBy(() -> Settings.fromEnvironment(Map.of(variable, value)))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(variable);
        }
    }
}
