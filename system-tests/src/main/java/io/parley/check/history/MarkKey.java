package io.parley.check.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whose mark, where. */
public record MarkKey(String chatId, String userId, MarkType type) {
    public static MarkKey of(Envelope.Mark mark) {
        return new MarkKey(mark.chatId(), mark.userId(), mark.type());
    }

    public static MarkKey of(MarkAttempt mark) {
        return new MarkKey(mark.chatId(), mark.userId(), mark.type());
    }

    /** How far it stands, where READ counts for DELIVERED, too; -1 before the first. */
    public long in(Map<MarkKey, Long> marks) {
        long own = marks.getOrDefault(this, -1L);
        return type == MarkType.READ
                ? own
                : Math.max(own, marks.getOrDefault(new MarkKey(chatId, userId, MarkType.READ), -1L));
    }

    static Map<MarkKey, Long> highest(List<StreamLog> streams) {
        Map<MarkKey, Long> marks = new HashMap<>();
        for (StreamLog stream : streams) {
            for (StreamLog.Arrival arrival : stream.arrivals()) {
                if (arrival.envelope() instanceof Envelope.Mark mark) {
                    marks.merge(of(mark), mark.upTo(), Math::max);
                }
            }
        }
        return marks;
    }

    @Override
    public String toString() {
        return type + " mark of " + userId + " in chat " + chatId;
    }
}
