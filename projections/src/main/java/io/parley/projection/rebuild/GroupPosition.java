package io.parley.projection.rebuild;

import java.util.Map;
import java.util.Set;

/** Where a processing group stands in the events. Positions count upwards; -1 is before the first event. */
interface GroupPosition {
    /** The position of the newest event. */
    long head();

    /** The position of each segment that this node works on. */
    Map<Integer, Long> ownSegments();

    /** Every segment of the group, whichever node works on it. */
    Set<Integer> allSegments();
}
