package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Marks of which only the view can tell whether they are newer than what was sent, and only when it is as far as that. */
final class UnsureMarks {
    private @Nullable Instant from;
    private Instant shown = Instant.EPOCH;

    /** @param sent when the mark moved that was sent in its stead, perhaps */
    void add(LiveReceipt receipt, Instant sent) {
        Instant at = receipt.at();
        from = from == null || at.isBefore(from) ? at : from;
        shown = sent.isAfter(shown) ? sent : shown;
    }

    /** From when on marks are to be looked up, once a view certainly shows what was sent; null where none are. */
    @Nullable
    Instant take(Instant now) {
        Instant taken = from;
        if (taken == null || now.isBefore(shown.plus(Resume.MARGIN))) {
            return null;
        }
        from = null;
        shown = Instant.EPOCH;
        return taken;
    }
}
