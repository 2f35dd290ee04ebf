package io.parley.check.rule;

import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.InboxRow;
import java.util.List;
import java.util.Map;

/** All rules. */
public final class Rules {
    private static final List<Rule> ALL = List.of(
            new EverythingCameToRest(),
            new AckedMessagesAreStored(),
            new OneMessagePerClientMsgId(),
            new ChatsExistOnce(),
            new SeqIsDense(),
            new SendsKeepTheirOrder(),
            new StreamsRepeatNothing(),
            new StreamsKeepTheOrder(),
            new StreamsHaveNoHole(),
            new DevicesHoldEverything(),
            new LogsEqualTheTimeline(),
            new ReceiptsMoveForward(),
            new MarksAreThoseConfirmed(),
            new UnreadIsExact(),
            new NothingAfterRemoval());

    private Rules() {}

    public static List<Violation> check(History history) {
        return ALL.stream()
                .flatMap(rule -> rule.brokenIn(history).stream().map(it -> new Violation(rule.name(), it)))
                .toList();
    }

    /** Whether these inboxes need no further waiting. */
    public static boolean inboxesAreRight(Map<String, List<Envelope.Entry>> timelines, List<InboxRow> inboxes) {
        List<String> broken = new UnreadIsExact()
                .brokenIn(new History(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        timelines,
                        List.copyOf(inboxes),
                        List.of()));
        return broken.isEmpty();
    }
}
