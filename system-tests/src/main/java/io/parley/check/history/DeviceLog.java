package io.parley.check.history;

import java.util.List;
import java.util.Map;

/**
 * All that one device came to hold, from its first stream with empty cursors on.
 *
 * @param name unique in the run; a device that was set up afresh goes on under another name
 * @param stayed it was there at the end and waited until nothing more came
 */
public record DeviceLog(String userId, String name, boolean stayed, List<StreamLog> streams, List<Page> pages) {
    /**
     * A page of history.
     *
     * @param afterSeq the exclusive bound that was asked for
     * @param filling it was read to fill an announced gap, so the device holds it from then on
     */
    public record Page(String chatId, long afterSeq, boolean filling, List<Envelope.Entry> items) {}

    /** The highest marks that came on its streams. */
    public Map<MarkKey, Long> marks() {
        return MarkKey.highest(streams);
    }
}
