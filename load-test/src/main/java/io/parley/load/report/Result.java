package io.parley.load.report;

import io.parley.load.measure.Faults;
import io.parley.load.measure.Rate;
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
    public boolean faultless() {
        return faults.none();
    }
}
