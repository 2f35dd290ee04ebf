package io.parley.command.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.engines.eventstore.ViewLag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewBrakeTest {
    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private final ViewLag views = new ViewLag(clock);

    @ParameterizedTest
    @CsvSource({"0, 0", "300, 0", "700, 50", "1100, 100", "9000, 100", "60000, 0"})
    void pausesForLongerTheFurtherTheViewsAreBehind(long lagMillis, long pauseMillis) {
        views.reached(0, clock.instant().minus(Duration.ofMillis(lagMillis)));
        assertThat(new ViewBrake(views).getAsLong()).isEqualTo(pauseMillis);
    }
}
