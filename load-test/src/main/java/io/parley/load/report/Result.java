package io.parley.load.report;

import io.parley.load.measure.Faults;
import io.parley.load.measure.Rate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one load came to.
 *
 * @param title which load, in words
 * @param size how many times the usual number of users and stored messages
 * @param cost null where CPU says nothing about it
 */
public record Result(
        String title,
        int size,
        List<Rate> rates,
        List<Figure> figures,
        Faults faults,
        @Nullable Cost cost) {
    /** What the same load came to twice, without figures. */
    public Result and(Result other) {
        List<Rate> both = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            both.add(rates.get(i).and(other.rates.get(i)));
        }
        Cost all = cost == null || other.cost == null ? null : cost.and(other.cost);
        return new Result(title, size, both, List.of(), faults.and(other.faults), all);
    }

    public boolean faultless() {
        return faults.none();
    }
}
