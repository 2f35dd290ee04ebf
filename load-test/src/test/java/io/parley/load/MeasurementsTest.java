package io.parley.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private static final double RATE = 1000;

    private final Schedule schedule = Schedule.of(System.nanoTime(), RATE, 0, 1);
    private final MessageNumbers numbers = new MessageNumbers(42);
    private final Measurements measurements = new Measurements(schedule, numbers);

    @Nested
    class Checking {
        @Test
        void countsAnAcknowledgedMessageThatNobodyGotAsLost() {
            measurements.acked(0);
            measurements.acked(1);
            measurements.delivered("bob", "chat", 1, numbers.id(0).toString());

            assertThat(measurements.summary(1).lost()).isEqualTo(1);
        }

        @Test
        void tellsARepeatFromAMessageOutOfOrder() {
            measurements.delivered("bob", "chat", 2, numbers.id(1).toString());
            measurements.delivered("bob", "chat", 2, numbers.id(1).toString());
            measurements.delivered("bob", "chat", 1, numbers.id(0).toString());

            Summary summary = measurements.summary(1);
            assertThat(summary.repeated()).isEqualTo(1);
            assertThat(summary.outOfOrder()).isEqualTo(1);
        }
    }

    @Nested
    class Latency {
        @Test
        void runsFromWhenAMessageWasDueAndNotFromWhenItWasSent() {
            long late = TimeUnit.SECONDS.toNanos(10);
            Schedule past = new Schedule(System.nanoTime() - late, RATE, 0, 1000);
            Measurements stalled = new Measurements(past, numbers);

            stalled.acked(0);

            assertThat(stalled.summary(1).ack().getMaxValue()).isGreaterThanOrEqualTo(late);
        }
    }

    @Nested
    class Numbers {
        @Test
        void travelInAVersion4UuidAndComeBack() {
            MessageNumbers hidden = new MessageNumbers(123_456_789_123_456_789L);

            assertThat(hidden.id(42).version()).isEqualTo(4);
            assertThat(hidden.id(42).variant()).isEqualTo(2);
            assertThat(hidden.number(hidden.id(42).toString())).isEqualTo(42);
        }

        @Test
        void ofAnotherRunAreNotOurs() {
            assertThat(new MessageNumbers(1L << 20)
                            .number(new MessageNumbers(2L << 20).id(7).toString()))
                    .isEqualTo(-1);
        }
    }
}
