package io.parley.check.rule;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.StreamLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What any device ever got at a seq is what history holds there, so all devices agree with one another. */
final class LogsEqualTheTimeline implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        Map<String, Map<Long, Envelope.Entry>> stored = new HashMap<>();
        history.timelines().forEach((chatId, timeline) -> {
            Map<Long, Envelope.Entry> bySeq = new HashMap<>();
            timeline.forEach(entry -> bySeq.putIfAbsent(entry.seq(), entry));
            stored.put(chatId, bySeq);
        });
        List<String> broken = new ArrayList<>();
        for (DeviceLog device : history.devices()) {
            for (StreamLog stream : device.streams()) {
                for (StreamLog.Arrival arrival : stream.arrivals()) {
                    if (arrival.envelope() instanceof Envelope.Entry entry) {
                        look(entry, "on stream " + stream.number() + " of " + device.name(), stored, broken);
                    }
                }
            }
            device.pages()
                    .forEach(page -> page.items()
                            .forEach(
                                    entry -> look(entry, "in a page of history for " + device.name(), stored, broken)));
        }
        return broken;
    }

    private static void look(
            Envelope.Entry got, String where, Map<String, Map<Long, Envelope.Entry>> stored, List<String> broken) {
        Envelope.Entry held = stored.getOrDefault(got.chatId(), Map.of()).get(got.seq());
        if (held == null) {
            broken.add(got + " came " + where + ", but history ends before it");
        } else if (!held.digest().equals(got.digest())) {
            broken.add(got + " came " + where + " with another content than history holds: " + held);
        }
    }
}
