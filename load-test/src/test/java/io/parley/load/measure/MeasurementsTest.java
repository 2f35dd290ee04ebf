package io.parley.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private static final double RATE = 1000;
    private static final Audience ONE_STREAM = Audience.ofOneChat(1);

    private final MessageNumbers numbers = new MessageNumbers(42);
    private final Measurements measurements = of(Schedule.of(System.nanoTime(), RATE, 0, 1), ONE_STREAM);

    private Measurements of(Timing timing, Audience audience) {
        return new Measurements(timing, numbers, audience);
    }

    @Nested
    class Checking {
        @Test
        void countsAnAcknowledgedMessageThatNobodyGotAsLost() {
            measurements.acked(0, 1);
            measurements.acked(1, 2);
            measurements.delivered(0, 1, 0);

            assertThat(measurements.faults().lost()).isEqualTo(1);
        }

        @Test
        void countsWhatOneOfSeveralStreamsMissesAsLost() {
            Measurements group = of(Schedule.of(System.nanoTime(), RATE, 0, 1), Audience.ofOneChat(3));

            group.acked(0, 1);
            group.delivered(0, 1, 0);
            group.delivered(2, 1, 0);

            assertThat(group.faults().lost()).isEqualTo(1);
        }

        @Test
        void tellsARepeatFromAMessageOutOfOrder() {
            measurements.delivered(0, 2, 1);
            measurements.delivered(0, 2, 1);
            measurements.delivered(0, 1, 0);

            Faults faults = measurements.faults();
            assertThat(faults.repeated()).isEqualTo(1);
            assertThat(faults.outOfOrder()).isEqualTo(1);
        }

        @Test
        void seesAMessageInAnotherChatAndAPlaceThatWasPromisedTwice() {
            Measurements pairs = of(Schedule.of(System.nanoTime(), RATE, 0, 1), Audience.ofPairs(2));

            pairs.delivered(1, 1, 0);
            pairs.acked(0, 7);
            pairs.acked(2, 7);

            assertThat(pairs.faults().misplaced()).isEqualTo(2);
        }

        @Test
        void leavesMessagesOfOtherRunsAlone() {
            measurements.delivered(0, 1, -1);

            assertThat(measurements.faults().none()).isTrue();
            assertThat(measurements.faults().notOfThisRun()).isEqualTo(1);
        }
    }

    @Nested
    class Rates {
        @Test
        void goByTheScheduleAlsoWhereTheLastMessageIsLongBeforeItsEnd() {
            Measurements slow = of(new Schedule(System.nanoTime(), 0.1, 0, 1), ONE_STREAM);
            slow.acked(0, 1);
            slow.sendingEnded(false);

            assertThat(slow.rates().get(0).perSecond()).isEqualTo(0.1);
        }

        @Test
        void goByTheTimeThatItTookWhereItWasEnoughBefore() {
            Measurements cut = of(new Schedule(System.nanoTime(), 0.1, 0, 1), ONE_STREAM);
            cut.acked(0, 1);
            cut.sendingEnded(true);

            assertThat(cut.rates().get(0).perSecond()).isGreaterThan(1);
        }
    }

    @Nested
    class Latency {
        private final long late = TimeUnit.SECONDS.toNanos(10);

        @Test
        void runsFromWhenAMessageWasDueAndNotFromWhenItWasSent() {
            Measurements stalled = of(new Schedule(System.nanoTime() - late, RATE, 0, 1000), ONE_STREAM);

            stalled.acked(0, 1);

            assertThat(stalled.rates().get(0).latency().getMaxValue()).isGreaterThanOrEqualTo(late);
        }

        @Test
        void inAClosedLoopRunsFromWhenItWasSent() {
            SendTimes times = new SendTimes(System.nanoTime() - 2 * late, System.nanoTime());
            times.sent(0, System.nanoTime());
            Measurements closed = of(times, ONE_STREAM);

            closed.acked(0, 1);

            assertThat(closed.rates().get(0).latency().getMaxValue()).isLessThan(late);
        }

        @Test
        void toTheLastMemberCountsOnceForEachMessageThatAllHaveGot() {
            Measurements group = of(new Schedule(System.nanoTime() - late, 1e6, 0, 1000), Audience.ofOneChat(3));

            for (int stream = 0; stream < 3; stream++) {
                group.delivered(stream, 1, 0);
            }
            group.delivered(0, 2, 1);

            Rate last = group.rates().get(2);
            assertThat(last.latency().getTotalCount()).isEqualTo(1);
            assertThat(last.latency().getMaxValue()).isGreaterThanOrEqualTo(late);
        }

        @Test
        void ofTheWarmUpIsNotCounted() {
            Measurements warm = of(new Schedule(System.nanoTime() - late, RATE, 10, 1000), ONE_STREAM);

            warm.acked(9, 1);
            warm.acked(10, 2);

            assertThat(warm.rates().get(0).latency().getTotalCount()).isEqualTo(1);
        }
    }

    @Nested
    class Numbers {
        @Test
        void travelInAVersion4UuidAndComeBack() {
            MessageNumbers hidden = new MessageNumbers(123_456_789_123_456_789L);
            UUID id = UUID.fromString(hidden.text(42));

            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(read(hidden, id.toString())).isEqualTo(42);
        }

        @Test
        void ofAnotherRunAreNotOurs() {
            assertThat(read(new MessageNumbers(1L << 20), new MessageNumbers(2L << 20).text(7)))
                    .isEqualTo(-1);
        }

        private long read(MessageNumbers run, String id) {
            return run.number(("__" + id).getBytes(StandardCharsets.US_ASCII), 2);
        }
    }

    @Nested
    class Schedules {
        private final Schedule schedule = new Schedule(0, RATE, 0, 3);

        @Test
        void handOutMessagesAsTheyFallDueAndNoMoreThanAll() {
            assertThat(schedule.dueBy(-1)).isZero();
            assertThat(schedule.dueBy(0)).isEqualTo(1);
            assertThat(schedule.dueBy(999_999)).isEqualTo(1);
            assertThat(schedule.dueBy(1_000_000)).isEqualTo(2);
            assertThat(schedule.dueBy(1_000_000_000)).isEqualTo(3);
        }
    }
}
