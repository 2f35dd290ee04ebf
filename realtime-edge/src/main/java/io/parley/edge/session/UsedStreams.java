package io.parley.edge.session;

import java.util.BitSet;

/**
 * Which of the last stream ids a connection has used. They rise, but clients with several threads may send them a
 * little out of order.
 */
final class UsedStreams {
    private static final int WINDOW = 1024;

    private final BitSet recent = new BitSet();
    private int highest;

    /** Notes an id; returns whether it is certainly new. */
    boolean use(int streamId) {
        if (streamId <= highest - WINDOW) {
            return false;
        }
        if (streamId > highest) {
            forgetUpTo(streamId);
            highest = streamId;
        }
        int place = streamId & (WINDOW - 1);
        boolean isNew = !recent.get(place);
        recent.set(place);
        return isNew;
    }

    private void forgetUpTo(int streamId) {
        if (streamId - highest >= WINDOW) {
            recent.clear();
            return;
        }
        for (int id = highest + 1; id <= streamId; id++) {
            recent.clear(id & (WINDOW - 1));
        }
    }
}
