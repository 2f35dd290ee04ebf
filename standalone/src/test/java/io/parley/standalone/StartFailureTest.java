package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.embedded.StartRefused;
import io.parley.engines.config.EngineUnavailable;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    private static final Path LOG = Path.of("parley.log");

    @Nested
    class Explaining {
        @Test
        void repeatsTheSentenceOfWhoRefused() {
            assertThat(StartFailure.sentence(new IllegalStateException(new StartRefused("No room.")), LOG))
                    .isEqualTo("No room.");
        }

        @Test
        void joinsCauseAndRemedyOfAMissingEngine() {
            assertThat(StartFailure.sentence(new EngineUnavailable("Redis is away.", "Start it.", null), LOG))
                    .isEqualTo("Redis is away. Start it.");
        }

        @Test
        void pointsAtTheLogWhereItDoesNotKnow() {
            assertThat(StartFailure.sentence(new IllegalStateException("outer", new RuntimeException("inner")), LOG))
                    .contains("inner")
                    .contains("parley.log");
        }
    }
}
