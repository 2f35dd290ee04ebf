package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
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
        void leavesOutNamesOfClasses() {
            EngineUnavailable failure = new EngineUnavailable(
                    "Redis cannot be reached: org.redisson.client.RedisException: no route", "Start it.", null);
            assertThat(StartFailure.sentence(failure, LOG)).isEqualTo("Redis cannot be reached: no route. Start it.");
        }

        @Test
        void namesTheSettingOfAMongoDbThatDoesNotAnswer() {
            assertThat(StartFailure.sentence(
                            new MongoTimeoutException("Timed out. Client view of cluster state is {}"), LOG))
                    .startsWith("MongoDB cannot be used: Timed out. Check")
                    .contains("PARLEY_MONGO_URI");
        }

        @Test
        void pointsAtTheLogWhereItDoesNotKnow() {
            assertThat(StartFailure.sentence(new IllegalStateException("outer", new RuntimeException("inner")), LOG))
                    .contains("inner")
                    .contains("parley.log");
        }
    }
}
