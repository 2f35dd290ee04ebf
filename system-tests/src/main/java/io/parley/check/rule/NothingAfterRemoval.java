package io.parley.check.rule;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.StreamLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The MEMBERS that removes a user is the last that its devices get of that chat, until it is added again. */
final class NothingAfterRemoval implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        history.devices().forEach(device -> look(device, broken));
        return broken;
    }

    private static void look(DeviceLog device, List<String> broken) {
        Map<String, Long> removed = new HashMap<>();
        for (StreamLog stream : device.streams()) {
            for (StreamLog.Arrival arrival : stream.arrivals()) {
                Envelope envelope = arrival.envelope();
                if (envelope instanceof Envelope.Entry entry) {
                    if (entry.added().contains(device.userId())) {
                        removed.remove(entry.chatId());
                    }
                    look(device, stream, entry.chatId(), entry.toString(), removed, broken);
                    if (entry.removed().contains(device.userId())) {
                        removed.put(entry.chatId(), entry.seq());
                    }
                } else if (envelope instanceof Envelope.Mark mark) {
                    look(device, stream, mark.chatId(), mark.toString(), removed, broken);
                }
            }
        }
    }

    private static void look(
            DeviceLog device,
            StreamLog stream,
            String chatId,
            String what,
            Map<String, Long> removed,
            List<String> broken) {
        Long at = removed.get(chatId);
        if (at != null) {
            broken.add("Stream " + stream.number() + " of " + device.name() + " brought " + what + ", though seq " + at
                    + " removed " + device.userId() + " from that chat");
        }
    }
}
