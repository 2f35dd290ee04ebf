package io.parley.system.check;

import io.parley.check.history.Attempt;
import io.parley.check.history.Creation;
import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.FaultRecord;
import io.parley.check.history.History;
import io.parley.check.history.InboxRow;
import io.parley.check.history.MarkAttempt;
import io.parley.check.history.MarkType;
import io.parley.check.history.Outcome;
import io.parley.check.history.ReceiptsAnswer;
import io.parley.check.history.StreamLog;
import io.parley.client.Ack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of a small run in which all went well: alice and bob chat in one group, bob has read up to seq 2, and
 * after alice's third message his phone was cut off and came back. Each story changes one thing.
 */
final class Records {
    static final String CHAT = "lake";

    final List<Attempt> attempts = new ArrayList<>();
    final List<MarkAttempt> marks = new ArrayList<>();
    final List<Creation> creations = new ArrayList<>();
    final List<Envelope.Entry> timeline = new ArrayList<>();
    final List<Envelope> firstOfBob = new ArrayList<>();
    final List<Envelope> secondOfBob = new ArrayList<>();
    final List<Envelope> ofAlice = new ArrayList<>();
    final List<DeviceLog.Page> pagesOfBob = new ArrayList<>();
    final List<ReceiptsAnswer> receipts = new ArrayList<>();
    final List<InboxRow> inboxes = new ArrayList<>();
    final Map<String, Long> secondCursors = new HashMap<>();
    private long clock;

    Records() {
        creations.add(new Creation("alice", "the group lake of alice", CHAT));
        timeline.add(entry(0, "CHAT_CREATED", "alice", null, Set.of("alice", "bob"), Set.of()));
        for (long seq = 1; seq <= 4; seq++) {
            String author = seq == 2 ? "bob" : "alice";
            timeline.add(message(seq, author));
            sent(author, seq);
        }
        confirmed("bob", MarkType.READ, 2);
        Envelope.Mark read = mark("bob", MarkType.READ, 2);
        firstOfBob.addAll(timeline.subList(0, 3));
        firstOfBob.add(new Envelope.CaughtUp("one"));
        firstOfBob.add(read);
        firstOfBob.add(timeline.get(3));
        secondCursors.put(CHAT, 3L);
        secondOfBob.add(timeline.get(4));
        secondOfBob.add(read);
        secondOfBob.add(new Envelope.CaughtUp("two"));
        ofAlice.addAll(timeline);
        ofAlice.add(read);
        inboxes.add(new InboxRow("alice", CHAT, 4, -1, 1));
        inboxes.add(new InboxRow("bob", CHAT, 4, 2, 2));
        receipts.add(new ReceiptsAnswer(CHAT, 2, true, Set.of("alice", "bob"), Set.of("bob"), Set.of("bob")));
    }

    static Envelope.Entry message(long seq, String author) {
        return entry(seq, "MESSAGE", author, "client-" + seq, Set.of(), Set.of());
    }

    static Envelope.Entry removal(long seq, String userId) {
        return entry(seq, "MEMBERS", "alice", null, Set.of(), Set.of(userId));
    }

    static Envelope.Mark mark(String userId, MarkType type, long upTo) {
        return new Envelope.Mark(CHAT, userId, type, upTo);
    }

    /** A try that was acknowledged as it is stored. */
    void sent(String author, long seq) {
        tried(author, "client-" + seq, new Outcome.Acked(ack(seq)));
    }

    void tried(String author, String clientMsgId, Outcome outcome) {
        attempts.add(new Attempt(author, author + "'s phone", CHAT, clientMsgId, false, ++clock, ++clock, outcome));
    }

    void altered(String author, String clientMsgId, Outcome outcome) {
        attempts.add(new Attempt(author, author + "'s phone", CHAT, clientMsgId, true, ++clock, ++clock, outcome));
    }

    void confirmed(String userId, MarkType type, long seq) {
        marks.add(new MarkAttempt(userId, userId + "'s phone", CHAT, type, seq, ++clock, ++clock, new Outcome.Done()));
    }

    static Ack ack(long seq) {
        return new Ack("client-" + seq, "message-" + seq, CHAT, seq, Instant.parse(at(seq)));
    }

    History history() {
        List<FaultRecord> faults = List.of();
        return new History(
                attempts,
                marks,
                creations,
                List.of(
                        new DeviceLog(
                                "bob",
                                "bob's phone",
                                true,
                                List.of(stream(1, Map.of(), firstOfBob), stream(2, secondCursors, secondOfBob)),
                                pagesOfBob),
                        new DeviceLog(
                                "alice", "alice's phone", true, List.of(stream(1, Map.of(), ofAlice)), List.of())),
                receipts,
                faults,
                Map.of(CHAT, timeline),
                inboxes,
                List.of());
    }

    private StreamLog stream(int number, Map<String, Long> cursors, List<Envelope> envelopes) {
        return new StreamLog(
                number,
                false,
                cursors,
                envelopes.stream().map(it -> new StreamLog.Arrival(0, it)).toList());
    }

    private static Envelope.Entry entry(
            long seq, String type, String from, @Nullable String clientMsgId, Set<String> added, Set<String> removed) {
        String messageId = clientMsgId == null ? null : "message-" + seq;
        return new Envelope.Entry(
                CHAT, seq, type, from, at(seq), messageId, clientMsgId, added, removed, type + seq + from);
    }

    private static String at(long seq) {
        return "2026-01-02T03:04:0" + seq + ".000Z";
    }
}
