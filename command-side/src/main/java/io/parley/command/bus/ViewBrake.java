package io.parley.command.bus;

import io.parley.engines.eventstore.ViewLag;
import java.util.function.LongSupplier;

/**
 * Lets commands gather for longer the further the views of this process fall behind, so that what is accepted is shown
 * soon after: fewer and larger commits leave the processors to the views, and senders notice that they have to wait.
 */
public final class ViewBrake implements LongSupplier {
    /** What views lag by in good times, and a little more. */
    private static final long FREE_MILLIS = 300;

    private static final long LAG_PER_PAUSE = 8;
    private static final long LONGEST_MILLIS = 100;

    private final ViewLag views;

    public ViewBrake(ViewLag views) {
        this.views = views;
    }

    @Override
    public long getAsLong() {
        long over = views.lag().toMillis() - FREE_MILLIS;
        return Math.max(0, Math.min(LONGEST_MILLIS, over / LAG_PER_PAUSE));
    }
}
