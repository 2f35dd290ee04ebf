package io.parley.system.check;

import static io.parley.system.check.Records.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.check.history.Attempt;
import io.parley.check.history.Creation;
import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.InboxRow;
import io.parley.check.history.MarkType;
import io.parley.check.history.Outcome;
import io.parley.check.history.ReceiptsAnswer;
import io.parley.check.rule.Rules;
import io.parley.check.rule.Violation;
import io.parley.client.Ack;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each rule alone bites at its own fault, and none at what is allowed. */
class RulesTest {
    private final Records records = new Records();

    @Test
    void aRunInWhichAllWentWellBreaksNoRule() {
        allIsWell();
    }

    @Nested
    class Sends {
        @Test
        void anAckOfWhatIsNotStoredIsFound() {
            records.tried("alice", "client-9", new Outcome.Acked(Records.ack(3)));

            broken("AckedMessagesAreStored", "client-9", "seq 3", "alice's phone");
        }

        @Test
        void aMessageStoredTwiceIsFound() {
            Envelope.Entry second = new Envelope.Entry(
                    CHAT, 5, "MESSAGE", "alice", "2026-01-02T03:04:05.000Z", "m", "client-4", Set.of(), Set.of(), "x");
            storesForAll(second);

            broken("OneMessagePerClientMsgId", "client-4", "seq 4", "seq 5");
        }

        @Test
        void aMessageThatNobodySentIsFound() {
            storesForAll(Records.message(5, "alice"));

            broken("OneMessagePerClientMsgId", "client-5", "nobody sent it");
        }

        @Test
        void aSecondAckThatDiffersIsFound() {
            records.tried(
                    "alice",
                    "client-1",
                    new Outcome.Acked(new Ack(
                            "client-1", "message-3", CHAT, 3, Records.ack(3).sentAt())));

            broken("OneMessagePerClientMsgId", "two different ACKs");
        }

        @Test
        void anAckForAnotherContentIsFoundAndAConflictIsFine() {
            records.altered("alice", "client-1", new Outcome.Refused("CONFLICT"));
            allIsWell();

            records.altered("alice", "client-1", new Outcome.Acked(Records.ack(1)));
            broken("OneMessagePerClientMsgId", "must be CONFLICT");
        }

        @Test
        void anUnansweredSendMayBeStoredOnceOrNot() {
            records.tried("alice", "client-8", new Outcome.Unknown("cut"));
            records.tried("alice", "client-5", new Outcome.Unknown("cut"));
            storesForAll(Records.message(5, "alice"));

            allIsWell();
        }

        @Test
        void aLaterSendThatStandsBeforeAnEarlierOneIsFound() {
            records.attempts.add(0, records.attempts.remove(3));
            var first = records.attempts.get(0);
            records.attempts.set(
                    0,
                    new Attempt(
                            first.userId(), first.device(), CHAT, first.clientMsgId(), false, -2, -1, first.outcome()));

            broken("SendsKeepTheirOrder", "before");
        }

        @Test
        void aChatThatIsCreatedTwiceIsFound() {
            records.creations.add(new Creation("alice", "the group lake of alice", "another"));

            broken("ChatsExistOnce", "another");
        }
    }

    @Nested
    class Streams {
        @Test
        void anEnvelopeTwiceIsFound() {
            records.firstOfBob.add(records.timeline.get(3));

            broken("StreamsRepeatNothing", "bob's phone", "seq 3");
        }

        @Test
        void anEnvelopeThatItsCursorCoversIsFound() {
            records.secondOfBob.add(0, records.timeline.get(3));

            broken("StreamsRepeatNothing", "cursor was 3");
        }

        @Test
        void aHoleIsFound() {
            records.ofAlice.remove(2);

            broken("StreamsHaveNoHole", "alice's phone", "from seq 2 to 2");
        }

        @Test
        void anAnnouncedGapThatHistoryFilledIsNoHole() {
            records.ofAlice.clear();
            records.ofAlice.addAll(records.timeline.subList(0, 5));
            records.ofAlice.add(Records.mark("bob", MarkType.READ, 2));
            records.firstOfBob.subList(1, 3).clear();
            records.firstOfBob.add(1, new Envelope.Gap(CHAT, 1, 2));
            records.pagesOfBob.add(new DeviceLog.Page(CHAT, 0, true, records.timeline.subList(1, 3)));

            allIsWell();
        }

        @Test
        void aGapInTheLivePartIsFound() {
            records.firstOfBob.remove(5);
            records.firstOfBob.add(new Envelope.Gap(CHAT, 3, 3));
            records.pagesOfBob.add(new DeviceLog.Page(CHAT, 2, true, records.timeline.subList(3, 4)));

            broken("StreamsHaveNoHole", "after CAUGHT_UP");
        }

        @Test
        void swappedEnvelopesAreFound() {
            records.ofAlice.set(3, records.timeline.get(2));
            records.ofAlice.set(2, records.timeline.get(3));

            broken("StreamsKeepTheOrder", "seq 2", "after seq 3");
        }

        @Test
        void theLastMessageOfAChatThatNeverCameIsFound() {
            records.secondOfBob.remove(0);

            broken("DevicesHoldEverything", "bob's phone", "seq 4", "the chat's last one");
        }

        @Test
        void anotherContentThanInHistoryIsFound() {
            records.ofAlice.set(
                    4,
                    new Envelope.Entry(
                            CHAT,
                            4,
                            "MESSAGE",
                            "alice",
                            "2026-01-02T03:04:04.000Z",
                            "message-4",
                            "client-4",
                            Set.of(),
                            Set.of(),
                            "tampered"));

            broken("LogsEqualTheTimeline", "seq 4");
        }

        @Test
        void deliveryAfterRemovalIsFound() {
            records.tried("alice", "client-6", new Outcome.Acked(Records.ack(6)));
            records.timeline.add(Records.removal(5, "bob"));
            records.timeline.add(Records.message(6, "alice"));
            records.ofAlice.addAll(records.timeline.subList(5, 7));
            records.secondOfBob.add(records.timeline.get(5));
            records.inboxes.clear();
            records.inboxes.add(new InboxRow("alice", CHAT, 6, -1, 1));
            records.receipts.clear();
            allIsWell();

            records.secondOfBob.add(records.timeline.get(6));
            broken("NothingAfterRemoval", "bob's phone", "seq 6", "seq 5 removed bob");
        }
    }

    @Nested
    class Histories {
        @Test
        void aSeqThatHistoryLacksIsFound() {
            records.timeline.remove(2);

            assertThat(rulesBroken()).contains("SeqIsDense");
        }

        @Test
        void aPageWithAHoleIsFound() {
            records.pagesOfBob.add(
                    new DeviceLog.Page(CHAT, -1, false, List.of(records.timeline.get(0), records.timeline.get(2))));

            broken("SeqIsDense", "bob's phone", "seq 2 where seq 1 must be");
        }
    }

    @Nested
    class Marks {
        @Test
        void aReceiptThatGoesBackIsFound() {
            records.ofAlice.add(Records.mark("bob", MarkType.READ, 1));

            broken("ReceiptsMoveForward", "READ mark of bob", "from seq 2 to 1");
        }

        @Test
        void aConfirmationThatWasLostIsFound() {
            records.confirmed("alice", MarkType.DELIVERED, 3);

            broken("MarksAreThoseConfirmed", "DELIVERED mark of alice", "seq 3");
        }

        @Test
        void aMarkThatNobodyConfirmedIsFound() {
            records.ofAlice.add(Records.mark("alice", MarkType.DELIVERED, 4));

            assertThat(rulesBroken()).containsOnly("MarksAreThoseConfirmed");
        }

        @Test
        void readWithoutDeliveredIsFound() {
            records.receipts.add(new ReceiptsAnswer(CHAT, 1, false, Set.of("alice", "bob"), Set.of(), Set.of("bob")));

            broken("MarksAreThoseConfirmed", "READ but not DELIVERED for bob");
        }

        @Test
        void anUnreadCountThatIsOffByOneIsFound() {
            records.inboxes.set(1, new InboxRow("bob", CHAT, 4, 2, 3));

            assertThat(rulesBroken()).containsOnly("UnreadIsExact");
        }

        @Test
        void aChatThatTheInboxLacksIsFound() {
            records.inboxes.set(1, new InboxRow("bob", "another", 4, 2, 2));

            assertThat(rulesBroken()).contains("UnreadIsExact");
        }
    }

    private void storesForAll(Envelope.Entry entry) {
        records.timeline.add(entry);
        records.secondOfBob.add(entry);
        records.ofAlice.add(entry);
        records.inboxes.clear();
        records.inboxes.add(new InboxRow("alice", CHAT, 5, -1, 1));
        records.inboxes.add(new InboxRow("bob", CHAT, 5, 2, 3));
    }

    private void allIsWell() {
        assertThat(Rules.check(records.history())).isEmpty();
    }

    private Set<String> rulesBroken() {
        return Set.copyOf(Rules.check(records.history()).stream()
                .map(Violation::rule)
                .distinct()
                .toList());
    }

    private void broken(String rule, String... words) {
        assertThat(rulesBroken()).containsOnly(rule);
        assertThat(Rules.check(records.history()))
                .anySatisfy(violation -> assertThat(violation.sentence()).contains(words));
    }
}
