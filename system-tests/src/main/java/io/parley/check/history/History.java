package io.parley.check.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All records of a run.
 *
 * @param timelines each chat as the history query gave it at the end
 * @param stuck what did not come to rest in time, in sentences
 */
public record History(
        List<Attempt> attempts,
        List<MarkAttempt> marks,
        List<Creation> creations,
        List<DeviceLog> devices,
        List<ReceiptsAnswer> receipts,
        List<FaultRecord> faults,
        Map<String, List<Envelope.Entry>> timelines,
        List<InboxRow> inboxes,
        List<String> stuck) {

    /** The members of a chat at its end, worked out from its timeline. */
    public Set<String> members(String chatId) {
        Set<String> members = new HashSet<>();
        for (Envelope.Entry entry : timelines.getOrDefault(chatId, List.of())) {
            members.addAll(entry.added());
            members.removeAll(entry.removed());
        }
        return members;
    }

    /** Where each user's membership began, for the chats that it is in at the end. */
    public Map<String, Long> joined(String chatId) {
        Map<String, Long> joined = new HashMap<>();
        for (Envelope.Entry entry : timelines.getOrDefault(chatId, List.of())) {
            entry.added().forEach(userId -> joined.putIfAbsent(userId, entry.seq()));
            entry.removed().forEach(joined::remove);
        }
        return joined;
    }
}
