package io.parley.check.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The log of one stream while it is being written. */
public final class StreamRecord {
    private final int number;
    private final boolean polled;
    private final Map<String, Long> cursors;
    private final List<StreamLog.Arrival> arrivals = new ArrayList<>();

    StreamRecord(int number, boolean polled, Map<String, Long> cursors) {
        this.number = number;
        this.polled = polled;
        this.cursors = Map.copyOf(cursors);
    }

    public synchronized void came(long nanos, Envelope envelope) {
        arrivals.add(new StreamLog.Arrival(nanos, envelope));
    }

    synchronized StreamLog log() {
        return new StreamLog(number, polled, cursors, List.copyOf(arrivals));
    }
}
