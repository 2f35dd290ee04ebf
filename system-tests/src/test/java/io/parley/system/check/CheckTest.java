package io.parley.system.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.check.CheckRun;
import io.parley.check.CheckSettings;
import io.parley.check.Views;
import io.parley.check.history.History;
import io.parley.check.rule.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A minute of {@code ./parley check}, with another seed each time, or that of {@code -Dparley.check.seed}. */
class CheckTest {
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLIENTS = 56;

    @Test
    void aMinuteOfFaultsLosesNothingAndDoublesNothing(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
            throws IOException {
        long seed = Long.getLong("parley.check.seed", new SecureRandom().nextInt(Integer.MAX_VALUE));
        Views views = Views.of(seed, false);
        System.out.printf("history checker: seed %d, views %s, in %s%n", seed, views, directory);
        CheckSettings settings = new CheckSettings("check", seed, TIME, CLIENTS, 1, PATIENCE);
        Path program = Path.of(Objects.requireNonNull(System.getProperty("parley.standalone.jar")));

        try (CheckRun run = new CheckRun(settings, views, Set.of(), program, directory)) {
            History history = run.run();

            assertThat(Rules.check(history))
                    .as("again with -Dparley.check.seed=%d, all is in %s", seed, directory)
                    .isEmpty();
            assertThat(history.faults()).as("faults").hasSizeGreaterThan(5);
            assertThat(run.recorder().ackedCount()).as("acknowledged sends").isGreaterThan(CLIENTS);
            assertThat(run.recorder().deliveredCount()).as("deliveries").isGreaterThan(CLIENTS);
        }
    }
}
