package io.parley.check.rule;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.MarkKey;
import io.parley.check.history.StreamLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On one stream a user's mark in a chat never goes back. */
final class ReceiptsMoveForward implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        for (DeviceLog device : history.devices()) {
            for (StreamLog stream : device.streams()) {
                look(device, stream, broken);
            }
        }
        return broken;
    }

    private static void look(DeviceLog device, StreamLog stream, List<String> broken) {
        Map<MarkKey, Long> stands = new HashMap<>();
        for (StreamLog.Arrival arrival : stream.arrivals()) {
            if (arrival.envelope() instanceof Envelope.Mark mark) {
                MarkKey key = MarkKey.of(mark);
                Long before = stands.put(key, mark.upTo());
                if (before != null && before > mark.upTo()) {
                    broken.add("Stream " + stream.number() + " of " + device.name() + " moved the " + key
                            + " back from seq " + before + " to " + mark.upTo());
                }
            }
        }
    }
}
