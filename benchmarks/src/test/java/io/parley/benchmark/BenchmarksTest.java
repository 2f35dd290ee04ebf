package io.parley.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark once, however long it takes: so that it still works on the day on which somebody wants its figure. */
class BenchmarksTest {
    private static final int COMMANDS_ON_EACH_STORE = 2;
    private static final int ENVELOPES_IN_EACH_FORMAT = 2;
    private static final int FAN_OUT = 1;
    private static final int FOLD_AND_QUERY = 2;

    @Test
    void allRun() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .param("batch", "16")
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();

        assertThat(results).hasSize(COMMANDS_ON_EACH_STORE + ENVELOPES_IN_EACH_FORMAT + FAN_OUT + FOLD_AND_QUERY);
    }
}
