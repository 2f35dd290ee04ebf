package io.parley.check.rule;

import io.parley.check.history.Attempt;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.Outcome;
import io.parley.client.Ack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** However often a message is sent: it is stored once, every repeat gets the first ACK, another content none. */
final class OneMessagePerClientMsgId implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        Map<Attempt.Key, Ack> acks = new LinkedHashMap<>();
        history.attempts().forEach(attempt -> {
            String answered = attempt.altered() ? toAnother(attempt) : toTheSame(history, attempt, acks);
            if (answered != null) {
                broken.add(answered);
            }
        });
        stored(history, broken);
        return broken;
    }

    private static @Nullable String toTheSame(History history, Attempt attempt, Map<Attempt.Key, Ack> acks) {
        if (attempt.outcome() instanceof Outcome.Acked acked) {
            Ack first = acks.putIfAbsent(attempt.key(), acked.ack());
            return first == null || first.equals(acked.ack())
                    ? null
                    : attempt.key() + " got two different ACKs: seq " + first.seq() + " (messageId " + first.messageId()
                            + ") and seq " + acked.ack().seq() + " (messageId "
                            + acked.ack().messageId() + ", to " + attempt.device() + ")";
        }
        return attempt.outcome() instanceof Outcome.Refused refused
                        && history.members(attempt.chatId()).contains(attempt.userId())
                ? attempt.key() + " was refused with " + refused.code() + " to " + attempt.device()
                        + ", a member that sent the same content each time"
                : null;
    }

    private static @Nullable String toAnother(Attempt attempt) {
        if (attempt.outcome() instanceof Outcome.Acked acked) {
            return attempt.key() + " was acknowledged (seq " + acked.ack().seq() + ") to " + attempt.device()
                    + " with another content than the first time; it must be CONFLICT";
        }
        return attempt.outcome() instanceof Outcome.Refused refused
                        && !refused.code().equals("CONFLICT")
                ? attempt.key() + " with another content was refused with " + refused.code() + " to " + attempt.device()
                        + "; it must be CONFLICT"
                : null;
    }

    private static void stored(History history, List<String> broken) {
        Map<Attempt.Key, Attempt> sent = new HashMap<>();
        history.attempts().forEach(attempt -> sent.putIfAbsent(attempt.key(), attempt));
        Map<Attempt.Key, Envelope.Entry> first = new HashMap<>();
        history.timelines()
                .forEach((chatId, timeline) -> timeline.stream()
                        .filter(Envelope.Entry::isMessage)
                        .forEach(entry -> {
                            Attempt.Key key =
                                    new Attempt.Key(entry.from(), chatId, String.valueOf(entry.clientMsgId()));
                            Envelope.Entry before = first.putIfAbsent(key, entry);
                            if (before != null) {
                                broken.add(key + " is stored twice: at seq " + before.seq() + " and at seq "
                                        + entry.seq());
                            } else if (!sent.containsKey(key)) {
                                broken.add(key + " is stored at seq " + entry.seq() + ", but nobody sent it");
                            }
                        }));
    }
}
