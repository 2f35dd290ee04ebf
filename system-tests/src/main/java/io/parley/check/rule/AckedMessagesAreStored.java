package io.parley.check.rule;

import io.parley.check.history.Attempt;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.Outcome;
import io.parley.client.Ack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A message that was acknowledged stands in history, where and as its first ACK said. */
final class AckedMessagesAreStored implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        Set<Attempt.Key> looked = new HashSet<>();
        history.attempts().stream()
                .filter(attempt -> !attempt.altered())
                .sorted(Comparator.comparingLong(Attempt::endedNanos))
                .forEach(attempt -> {
                    if (attempt.outcome() instanceof Outcome.Acked acked && looked.add(attempt.key())) {
                        look(history, attempt, acked.ack(), broken);
                    }
                });
        return broken;
    }

    private static void look(History history, Attempt attempt, Ack ack, List<String> broken) {
        List<Envelope.Entry> timeline = history.timelines().getOrDefault(attempt.chatId(), List.of());
        boolean stored =
                ack.seq() >= 0 && ack.seq() < timeline.size() && isThat(timeline.get((int) ack.seq()), attempt, ack);
        // Where the timeline itself is not dense, an entry stands elsewhere than its seq says.
        if (!stored && timeline.stream().noneMatch(entry -> isThat(entry, attempt, ack))) {
            broken.add(attempt.key() + " was acknowledged to " + attempt.device() + " as seq " + ack.seq()
                    + " (messageId " + ack.messageId() + ", sentAt " + ack.sentAt()
                    + "), but history holds no such message there");
        }
    }

    private static boolean isThat(Envelope.Entry entry, Attempt attempt, Ack ack) {
        return entry.isMessage()
                && entry.seq() == ack.seq()
                && entry.from().equals(attempt.userId())
                && ack.messageId().equals(entry.messageId())
                && attempt.clientMsgId().equals(entry.clientMsgId())
                && Instant.parse(entry.at()).equals(ack.sentAt());
    }
}
