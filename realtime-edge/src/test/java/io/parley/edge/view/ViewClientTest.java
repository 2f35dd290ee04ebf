package io.parley.edge.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.edge.problem.Problems;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Unavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryExecutionException;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ViewClientTest {
    private final SimpleQueryBus bus = SimpleQueryBus.builder().build();
    private final ViewClient views =
            new ViewClient(DefaultQueryGateway.builder().queryBus(bus).build());

    @AfterEach
    void stop() {
        views.stop();
    }

    @Nested
    class Waiting {
        /** As with MongoDB away: each refusal takes as long as the driver looks for a primary. */
        @Test
        void endsByTheClockAndNotByACountOfTries() {
            CountDownLatch never = new CountDownLatch(1);
            bus.<String>subscribe(String.class.getName(), String.class, query -> {
                assertThat(never.await(600, TimeUnit.MILLISECONDS)).isFalse();
                throw refused(new Unavailable("The views cannot be reached.", 1_000));
            });
            Throwable refusal = catchThrowable(
                    () -> views.ask(1, atLeast -> "query", String.class).block(Duration.ofSeconds(5)));
            assertThat(Problems.of(refusal).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(Problems.of(refusal).message()).isEqualTo("The views cannot be reached.");
        }
    }

    private static QueryExecutionException refused(Unavailable refusal) {
        return new QueryExecutionException(refusal.getMessage(), null, refusal.problem());
    }
}
