package io.parley.load.conversation;

import io.parley.load.measure.Faults;
import io.parley.load.measure.Rate;
import io.parley.load.report.Cost;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one measurement of a conversation came to.
 *
 * @param accepted messages that are stored by it, those of the warm-up included
 * @param highestSeqs by chat, the last that was acknowledged
 * @param deliveryLag after the last send
 * @param viewLag after the last send; null where the views did not come to show all
 */
record Outcome(
        List<Rate> rates,
        Faults faults,
        Cost cost,
        long accepted,
        List<Long> highestSeqs,
        Duration deliveryLag,
        @Nullable Duration viewLag) {}
