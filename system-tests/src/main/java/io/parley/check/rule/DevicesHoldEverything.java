package io.parley.check.rule;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.StreamLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A device that stayed to the end holds every chat of its user whole: from its streams and the pages that filled their
 * gaps, the last message of each chat too. Holes of single streams are another rule's matter.
 */
final class DevicesHoldEverything implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        history.devices().stream().filter(DeviceLog::stayed).forEach(device -> look(history, device, broken));
        return broken;
    }

    private static void look(History history, DeviceLog device, List<String> broken) {
        Map<String, Set<Long>> held = held(device);
        history.timelines().forEach((chatId, timeline) -> {
            NavigableSet<Long> missing = visible(timeline, device.userId());
            missing.removeAll(held.getOrDefault(chatId, Set.of()));
            if (!missing.isEmpty()) {
                device.streams()
                        .forEach(stream ->
                                missing.removeAll(StreamWalk.of(device, stream).skipped(chatId)));
            }
            if (!missing.isEmpty()) {
                broken.add(device.name() + " never got " + missing.size() + " of the " + timeline.size()
                        + " envelopes of chat " + chatId + ", from seq " + missing.first() + " to "
                        + missing.last() + (missing.last() == timeline.size() - 1L ? ", the chat's last one" : ""));
            }
        });
    }

    static Map<String, Set<Long>> held(DeviceLog device) {
        Map<String, Set<Long>> held = new HashMap<>();
        for (StreamLog stream : device.streams()) {
            for (StreamLog.Arrival arrival : stream.arrivals()) {
                if (arrival.envelope() instanceof Envelope.Entry entry) {
                    held.computeIfAbsent(entry.chatId(), unused -> new HashSet<>())
                            .add(entry.seq());
                }
            }
        }
        device.pages().stream()
                .filter(DeviceLog.Page::filling)
                .forEach(page -> page.items()
                        .forEach(entry -> held.computeIfAbsent(entry.chatId(), unused -> new HashSet<>())
                                .add(entry.seq())));
        return held;
    }

    /** The seqs of the last membership; what came before it, the user may have missed. */
    private static NavigableSet<Long> visible(List<Envelope.Entry> timeline, String userId) {
        NavigableSet<Long> visible = new TreeSet<>();
        boolean member = false;
        for (Envelope.Entry entry : timeline) {
            if (entry.added().contains(userId)) {
                visible.clear();
                member = true;
            }
            if (member) {
                visible.add(entry.seq());
            }
            member &= !entry.removed().contains(userId);
        }
        return visible;
    }
}
