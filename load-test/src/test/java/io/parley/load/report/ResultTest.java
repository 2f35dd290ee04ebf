package io.parley.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.load.measure.Faults;
import io.parley.load.measure.Rate;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Cost COST = new Cost(1, 2, 3, 4);

    @Test
    void ofTwoIsTheirLatenciesTogetherOverBothTimes() {
        Result first = result(rate(100, 100, 1_000_000), Faults.NONE, COST);
        Result second = result(rate(50, 2, 9_000_000), new Faults(Map.of("send", 1L), 1, 0, 0, 0, 0), COST);

        Result both = first.and(second);

        Rate rate = both.rates().get(0);
        assertThat(rate.perSecond()).isBetween(98.0, 98.2);
        assertThat(rate.millisAt(98)).isBetween(0.9, 1.1);
        assertThat(rate.millisAt(99)).isBetween(8.9, 9.1);
        assertThat(both.faults().lost()).isEqualTo(1);
        assertThat(both.cost()).isEqualTo(new Cost(2, 4, 6, 8));
    }

    @Test
    void ofTwoWithoutAnythingDoneIsNothing() {
        Rate none = rate(0, 0, 0);
        assertThat(result(none, Faults.NONE, COST).and(result(none, Faults.NONE, null)))
                .satisfies(both -> assertThat(both.rates().get(0).perSecond()).isZero())
                .satisfies(both -> assertThat(both.cost()).isNull());
    }

    private static Result result(Rate rate, Faults faults, @Nullable Cost cost) {
        return new Result("of a test", 1, List.of(rate), List.of(), faults, cost);
    }

    private static Rate rate(double perSecond, int count, long nanos) {
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(nanos, count);
        return new Rate("accepted", perSecond, latency);
    }
}
