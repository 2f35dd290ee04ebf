package io.parley.check.rule;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.InboxRow;
import io.parley.check.history.MarkKey;
import io.parley.check.history.MarkType;
import io.parley.check.history.StreamLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each inbox has the chats of its user, with unread as worked out from the timeline, and from a device's own stream. */
final class UnreadIsExact implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, InboxRow> rows = new HashMap<>();
        history.inboxes().forEach(row -> {
            rows.put(row.userId() + " " + row.chatId(), row);
            inInbox(history, row, broken);
        });
        Set<String> users = new HashSet<>();
        history.inboxes().forEach(row -> users.add(row.userId()));
        history.timelines()
                .keySet()
                .forEach(chatId -> history.members(chatId).stream()
                        .filter(users::contains)
                        .filter(userId -> !rows.containsKey(userId + " " + chatId))
                        .forEach(userId -> broken.add("The inbox of " + userId + " lacks chat " + chatId)));
        history.devices().stream().filter(DeviceLog::stayed).forEach(device -> onDevice(history, device, rows, broken));
        return broken;
    }

    private static void inInbox(History history, InboxRow row, List<String> broken) {
        List<Envelope.Entry> timeline = history.timelines().getOrDefault(row.chatId(), List.of());
        Long joined = history.joined(row.chatId()).get(row.userId());
        String inbox = "The inbox of " + row.userId() + " says of chat " + row.chatId();
        if (joined == null) {
            broken.add(inbox + " that the user is in it, who is no member");
            return;
        }
        long unread = unread(timeline, row.userId(), Math.max(row.readSeq(), joined));
        if (unread != row.unread()) {
            broken.add(inbox + " " + row.unread() + " unread from readSeq " + row.readSeq() + ", but its timeline has "
                    + unread);
        }
        if (row.lastSeq() != timeline.size() - 1L) {
            broken.add(inbox + " that seq " + row.lastSeq() + " is the last, but its timeline ends at seq "
                    + (timeline.size() - 1));
        }
    }

    /** Only for a log that is whole and a mark that is the inbox's: what lacks there, other rules say. */
    private static void onDevice(History history, DeviceLog device, Map<String, InboxRow> rows, List<String> broken) {
        Map<MarkKey, Long> marks = device.marks();
        entries(device).forEach((chatId, held) -> {
            InboxRow row = rows.get(device.userId() + " " + chatId);
            long readSeq = marks.getOrDefault(new MarkKey(chatId, device.userId(), MarkType.READ), -1L);
            Long joined = history.joined(chatId).get(device.userId());
            if (row == null || joined == null || row.readSeq() != readSeq) {
                return;
            }
            long unread = unread(held.values(), device.userId(), Math.max(readSeq, joined));
            if (held.size()
                            == history.timelines()
                                    .getOrDefault(chatId, List.of())
                                    .size()
                    && unread != row.unread()) {
                broken.add(device.name() + " counts " + unread + " unread in chat " + chatId + " from its streams, the"
                        + " inbox says " + row.unread());
            }
        });
    }

    private static Map<String, Map<Long, Envelope.Entry>> entries(DeviceLog device) {
        Map<String, Map<Long, Envelope.Entry>> entries = new HashMap<>();
        for (StreamLog stream : device.streams()) {
            stream.arrivals().forEach(arrival -> hold(arrival.envelope(), entries));
        }
        device.pages().stream()
                .filter(DeviceLog.Page::filling)
                .forEach(page -> page.items().forEach(entry -> hold(entry, entries)));
        return entries;
    }

    private static void hold(Envelope envelope, Map<String, Map<Long, Envelope.Entry>> entries) {
        if (envelope instanceof Envelope.Entry entry) {
            entries.computeIfAbsent(entry.chatId(), unused -> new HashMap<>()).put(entry.seq(), entry);
        }
    }

    private static long unread(Collection<Envelope.Entry> entries, String userId, long after) {
        return entries.stream()
                .filter(Envelope.Entry::isMessage)
                .filter(entry -> entry.seq() > after && !entry.from().equals(userId))
                .count();
    }
}
