package io.parley.check.rule;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.History;
import io.parley.check.history.InboxRow;
import io.parley.check.history.MarkAttempt;
import io.parley.check.history.MarkKey;
import io.parley.check.history.MarkType;
import io.parley.check.history.Outcome;
import io.parley.check.history.ReceiptsAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * At the end every mark stands between the highest confirmation that was answered and the highest that was sent, and
 * stands there on every device and in the inbox.
 */
final class MarksAreThoseConfirmed implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        Map<MarkKey, Long> answered = new HashMap<>();
        Map<MarkKey, Long> sent = new HashMap<>();
        for (MarkAttempt mark : history.marks()) {
            MarkKey key = MarkKey.of(mark);
            sent.merge(key, mark.seq(), Math::max);
            if (mark.outcome() instanceof Outcome.Done) {
                answered.merge(key, mark.seq(), Math::max);
            } else if (mark.outcome() instanceof Outcome.Refused refused
                    && history.members(mark.chatId()).contains(mark.userId())) {
                broken.add("The " + key + " to seq " + mark.seq() + ", which " + mark.device() + " held, was refused"
                        + " with " + refused.code());
            }
        }
        Bounds bounds = new Bounds(answered, sent, broken);
        Map<MarkKey, Long> common = new HashMap<>();
        history.inboxes().forEach(row -> inInbox(row, bounds, common));
        history.devices().stream()
                .filter(DeviceLog::stayed)
                .forEach(device -> onDevice(history, device, bounds, common));
        history.receipts().forEach(answer -> inAnswer(answer, bounds));
        return broken;
    }

    private record Bounds(Map<MarkKey, Long> answered, Map<MarkKey, Long> sent, List<String> broken) {
        void hold(MarkKey key, long stands, String where) {
            if (stands < key.in(answered)) {
                broken.add("The " + key + " stands at seq " + stands + " " + where + ", but seq " + key.in(answered)
                        + " was confirmed and answered");
            } else if (stands > key.in(sent)) {
                broken.add("The " + key + " stands at seq " + stands + " " + where + ", but nobody confirmed more than"
                        + " seq " + key.in(sent));
            }
        }
    }

    private static void onDevice(History history, DeviceLog device, Bounds bounds, Map<MarkKey, Long> common) {
        Map<MarkKey, Long> marks = device.marks();
        Set<MarkKey> looked = new HashSet<>(marks.keySet());
        looked.addAll(bounds.answered().keySet());
        for (MarkKey key : looked) {
            if (history.members(key.chatId()).contains(device.userId())) {
                long stands = key.in(marks);
                bounds.hold(key, stands, "on the streams of " + device.name());
                Long elsewhere = common.putIfAbsent(key, stands);
                if (elsewhere != null && elsewhere != stands) {
                    bounds.broken()
                            .add("The " + key + " stands at seq " + stands + " on the streams of " + device.name()
                                    + ", but at seq " + elsewhere + " elsewhere");
                }
            }
        }
    }

    private static void inInbox(InboxRow row, Bounds bounds, Map<MarkKey, Long> common) {
        MarkKey key = new MarkKey(row.chatId(), row.userId(), MarkType.READ);
        bounds.hold(key, row.readSeq(), "in the inbox of " + row.userId());
        common.put(key, row.readSeq());
    }

    private static void inAnswer(ReceiptsAnswer answer, Bounds bounds) {
        String asked = "The receipts of chat " + answer.chatId() + " at seq " + answer.seq();
        answer.read().stream()
                .filter(userId -> !answer.delivered().contains(userId))
                .forEach(userId -> bounds.broken().add(asked + " say READ but not DELIVERED for " + userId));
        if (!answer.atTheEnd()) {
            return;
        }
        for (String userId : answer.members()) {
            inAnswer(
                    answer,
                    asked,
                    answer.delivered(),
                    new MarkKey(answer.chatId(), userId, MarkType.DELIVERED),
                    bounds);
            inAnswer(answer, asked, answer.read(), new MarkKey(answer.chatId(), userId, MarkType.READ), bounds);
        }
    }

    private static void inAnswer(
            ReceiptsAnswer answer, String asked, Set<String> confirmed, MarkKey key, Bounds bounds) {
        boolean said = confirmed.contains(key.userId());
        if (!said && answer.seq() <= key.in(bounds.answered())) {
            bounds.broken().add(asked + " say nothing of the " + key + ", though it was confirmed and answered");
        } else if (said && answer.seq() > key.in(bounds.sent())) {
            bounds.broken().add(asked + " say that the " + key + " is there, though nobody confirmed it");
        }
    }
}
