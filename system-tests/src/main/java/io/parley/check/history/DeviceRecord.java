package io.parley.check.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The log of one device while it is being written. */
public final class DeviceRecord {
    private final String userId;
    private final String name;
    private final List<StreamRecord> streams = new ArrayList<>();
    private final List<DeviceLog.Page> pages = new ArrayList<>();
    private boolean stayed;

    public DeviceRecord(String userId, String name) {
        this.userId = userId;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public synchronized StreamRecord opens(Map<String, Long> cursors, boolean polled) {
        StreamRecord stream = new StreamRecord(streams.size() + 1, polled, cursors);
        streams.add(stream);
        return stream;
    }

    public synchronized void reads(DeviceLog.Page page) {
        pages.add(page);
    }

    /** It was there to the end, so nothing may lack. */
    public synchronized void stayed() {
        stayed = true;
    }

    public synchronized DeviceLog log() {
        return new DeviceLog(
                userId, name, stayed, streams.stream().map(StreamRecord::log).toList(), List.copyOf(pages));
    }
}
