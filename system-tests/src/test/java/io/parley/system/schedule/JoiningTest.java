package io.parley.system.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Whatever the order in which edge, router, Redis, views and devices do their steps, each envelope comes once and in
 * order. The code is the one that runs in production, down to its commands to Redis.
 */
class JoiningTest {
    private static final long SCHEDULES = 1_000;

    @Nested
    class AnyOrder {
        @Test
        void missesAndRepeatsNothing() {
            assertThat(firstFailure(Plan.undisturbed())).isNull();
        }

        @Test
        void missesAndRepeatsNothingWherePushesAreLostAndRedisForgets() {
            assertThat(firstFailure(Plan.withLosses())).isNull();
        }
    }

    /** Each step of the order is needed: without it, some of the same schedules fail. */
    @Nested
    class AnOrderWithAStepTakenOut {
        @Test
        void failsWhereTheEdgeReadsTheHeadBeforeItEnters() {
            assertThat(firstFailure(Plan.undisturbed().edgeReadsHeadsFirst())).contains(" ends at ");
        }

        @Test
        void failsWhereTheRouterReadsTheNodesBeforeItSetsTheHead() {
            assertThat(firstFailure(Plan.undisturbed().routerReadsNodesFirst())).contains(" ends at ");
        }

        @Test
        void failsWhereNoPageWaitsForTheView() {
            assertThat(firstFailure(Plan.undisturbed().withoutWaitingForTheView()))
                    .containsAnyOf(" came after ", " ends at ", " came with ");
        }
    }

    private static @Nullable String firstFailure(Plan plan) {
        return LongStream.range(0, SCHEDULES)
                .mapToObj(seed -> failure(seed, plan))
                .filter(failure -> !failure.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static String failure(long seed, Plan plan) {
        try {
            String wrong = Schedule.run(seed, plan);
            return wrong == null ? "" : "seed " + seed + ": " + wrong;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
