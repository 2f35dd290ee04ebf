package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class ViewLagTest {
    private final MutableClock clock = MutableClock.epochUTC();
    private final ViewLag views = new ViewLag(clock);

    @Test
    void isThatOfTheSegmentFurthestBehind() {
        reached(0, Duration.ofMillis(20));
        reached(1, Duration.ofMillis(700));
        assertThat(views.lag()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void isNoneWhereNoViewsAreHere() {
        assertThat(views.lag()).isZero();
    }

    @Test
    void isNoneWhereTheViewsStandStill() {
        reached(0, Duration.ofMillis(700));
        clock.add(Duration.ofSeconds(3));
        assertThat(views.lag()).isZero();
    }

    @Test
    void isNoneWhereTheViewsAreBuiltAnew() {
        reached(0, Duration.ofHours(3));
        assertThat(views.lag()).isZero();
    }

    private void reached(int segment, Duration age) {
        Instant event = clock.instant().minus(age);
        assertThat(views.reached(segment, event)).isEqualTo(age);
    }
}
