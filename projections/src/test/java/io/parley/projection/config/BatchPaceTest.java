package io.parley.projection.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.engines.eventstore.ViewLag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BatchPaceTest {
    private static final long MOMENT = 2;
    private static final long GATHERING = 100;

    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private final BatchPace pace = new BatchPace(new ViewLag(clock));

    @Test
    void beginsAMomentAfterTheFirstEvent() {
        assertThat(pace.delay()).isEqualTo(MOMENT);
    }

    @Test
    void gathersWhereOneBatchFollowsTheOther() {
        pace.worked(0, clock.instant());
        assertThat(pace.delay()).isEqualTo(GATHERING);
        await().until(() -> pace.delay() == MOMENT);
    }

    @Test
    void doesNotWaitWhereItIsBehind() {
        pace.worked(0, clock.instant().minus(Duration.ofSeconds(1)));
        assertThat(pace.delay()).isZero();
    }
}
