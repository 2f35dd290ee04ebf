package io.parley.check.rule;

import io.parley.check.history.Attempt;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A message that is sent after another was acknowledged stands behind it, whoever sent the two. */
final class SendsKeepTheirOrder implements Rule {
    private record Sent(Attempt.Key key, long seq, long firstTried, long firstAcked) {}

    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        Map<Attempt.Key, Sent> sends = sends(history);
        history.timelines().keySet().forEach(chatId -> {
            List<Sent> ofChat = sends.values().stream()
                    .filter(sent -> sent.key().chatId().equals(chatId))
                    .toList();
            look(ofChat, broken);
        });
        return broken;
    }

    private static void look(List<Sent> sends, List<String> broken) {
        List<Sent> byTry = new ArrayList<>(sends);
        byTry.sort(Comparator.comparingLong(Sent::firstTried));
        List<Sent> byAck = new ArrayList<>(sends);
        byAck.sort(Comparator.comparingLong(Sent::firstAcked));
        int acked = 0;
        Sent furthest = null;
        for (Sent sent : byTry) {
            for (; byAck.get(acked).firstAcked() < sent.firstTried(); acked++) {
                Sent before = byAck.get(acked);
                furthest = furthest == null || before.seq() > furthest.seq() ? before : furthest;
            }
            if (furthest != null && furthest.seq() > sent.seq()) {
                broken.add(sent.key() + " stands at seq " + sent.seq() + ", before " + furthest.key() + " at seq "
                        + furthest.seq() + ", which was acknowledged before the former was sent");
            }
        }
    }

    private static Map<Attempt.Key, Sent> sends(History history) {
        Map<Attempt.Key, Long> stored = new HashMap<>();
        history.timelines()
                .forEach((chatId, timeline) -> timeline.stream()
                        .filter(Envelope.Entry::isMessage)
                        .forEach(entry -> stored.putIfAbsent(
                                new Attempt.Key(entry.from(), chatId, String.valueOf(entry.clientMsgId())),
                                entry.seq())));
        Map<Attempt.Key, Sent> sends = new HashMap<>();
        for (Attempt attempt : history.attempts()) {
            Long seq = stored.get(attempt.key());
            if (seq != null && !attempt.altered()) {
                long acked = attempt.outcome() instanceof Outcome.Acked ? attempt.endedNanos() : Long.MAX_VALUE;
                sends.merge(
                        attempt.key(),
                        new Sent(attempt.key(), seq, attempt.startedNanos(), acked),
                        SendsKeepTheirOrder::earliest);
            }
        }
        return sends;
    }

    private static Sent earliest(Sent one, Sent other) {
        return new Sent(
                one.key(),
                one.seq(),
                Math.min(one.firstTried(), other.firstTried()),
                Math.min(one.firstAcked(), other.firstAcked()));
    }
}
