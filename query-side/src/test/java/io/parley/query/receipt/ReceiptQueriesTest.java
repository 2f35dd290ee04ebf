package io.parley.query.receipt;

import static io.parley.query.GivenViews.second;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewSchema.Marks;
import io.parley.query.GivenViews;
import io.parley.query.QuerySide;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.receipt.FindReceipts;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class ReceiptQueriesTest {
    private final GivenViews given;
    private final QuerySide querySide;

    ReceiptQueriesTest(MongoEngine engine) {
        MongoDatabase database = engine.emptyDatabase();
        given = new GivenViews(database).ready(true);
        querySide = new QuerySide(engine, database);
    }

    @AfterEach
    void close() {
        querySide.close();
    }

    @Nested
    class Receipts {
        @Test
        void carryTheTimeOfTheFirstMarkAtOrPastTheSeq() {
            given.chat("c1", "ann", "bob").messages("c1", 9, "ann");
            given.markEntry("c1", "bob", Marks.DELIVERED, 2, second(11))
                    .markEntry("c1", "bob", Marks.DELIVERED, 6, second(12))
                    .markEntry("c1", "bob", Marks.DELIVERED, 9, second(13));
            assertThat(receipts(4).members())
                    .containsExactly(receipt("ann", null, null), receipt("bob", second(12), null));
            assertThat(receipts(6).deliveredCount()).isOne();
            assertThat(receipts(6).readCount()).isZero();
        }

        @Test
        void countWhatWasReadAsDelivered() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "ann");
            given.markEntry("c1", "bob", Marks.DELIVERED, 3, second(20))
                    .markEntry("c1", "bob", Marks.READ, 2, second(15));
            assertThat(receipts(1).members().get(1)).isEqualTo(receipt("bob", second(15), second(15)));
            assertThat(receipts(3).members().get(1)).isEqualTo(receipt("bob", second(20), null));
        }

        @Test
        void takeTheFirstMarkOfAllForASeqFromBeforeTheJoining() {
            given.chat("c1", "ann").messages("c1", 300, "ann");
            given.joined("c1", "eve", 290, 0, second(290)).markEntry("c1", "eve", Marks.READ, 295, second(400));
            assertThat(receipts(3).members().get(1)).isEqualTo(receipt("eve", second(400), second(400)));
        }

        @Test
        void leaveOutThoseWhoMayNotSeeTheSeq() {
            given.chat("c1", "ann").messages("c1", 5, "ann").joined("c1", "eve", 4, 4, second(4));
            assertThat(receipts(3).members()).hasSize(1);
            assertThat(receipts(4).members()).hasSize(2);
        }

        @Test
        void ofALargeChatAreCountsAlone() {
            given.chat("c1", "ann", "bob").messages("c1", 1, "ann").memberCount("c1", 1_001);
            given.markEntry("c1", "bob", Marks.READ, 1, second(2));
            assertThat(receipts(1)).isEqualTo(new FindReceipts.Receipts(List.of(), 1, 1));
        }

        @Test
        void beyondTheTimelineAreRefused() {
            given.chat("c1", "ann");
            assertThat(querySide.refusal(find(1)).field()).isEqualTo("seq");
            assertThat(querySide.refusal(find(-1)).field()).isEqualTo("seq");
        }
    }

    @Nested
    class OnesOwnMarks {
        @Test
        void areWaitedForWhileTheViewIsBehind() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "bob");
            given.markEntry("c1", "ann", Marks.DELIVERED, 3, second(5))
                    .markEntry("c1", "ann", Marks.READ, 2, second(6));
            assertThat(querySide.refusal(find(3, 3, 3)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(receipts(find(3, 3, 2)).members().get(0)).isEqualTo(receipt("ann", second(5), null));
            assertThat(receipts(find(2, 3, 3)).members().get(0)).isEqualTo(receipt("ann", second(5), second(6)));
        }

        @Test
        void ofDeliveryAreKnownByReading() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "bob");
            assertThat(querySide.refusal(find(3, 3, -1)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            given.markEntry("c1", "ann", Marks.READ, 3, second(6));
            assertThat(receipts(find(3, 3, -1)).members().get(0)).isEqualTo(receipt("ann", second(6), second(6)));
        }

        @Test
        void fromBeforeTheJoiningAreNotWaitedFor() {
            given.chat("c1", "bob").messages("c1", 3, "bob").joined("c1", "ann", 3, 0, second(3));
            assertThat(receipts(find(1, 2, 2)).members().get(0)).isEqualTo(receipt("ann", null, null));
        }

        private FindReceipts find(long seq, long delivered, long read) {
            var expected = new FindReceipts.Expected(delivered, read);
            return new FindReceipts(new UserId("ann"), new ChatId("c1"), seq, -1, expected);
        }
    }

    @Nested
    class Since {
        @Test
        void aTimeOnlyTheMarksThatMovedAreToldAgain() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "ann");
            given.deliveredMark("c1", "bob", 3, second(5)).readMark("c1", "bob", 2, second(8), 2, 0);
            given.markEntry("c1", "bob", Marks.READ, 2, second(8));
            assertThat(marks(null)).containsExactly(mark(ReceiptType.DELIVERED, 3, 5), mark(ReceiptType.READ, 2, 8));
            assertThat(marks(second(6))).containsExactly(mark(ReceiptType.READ, 2, 8));
            assertThat(marks(second(9))).isEmpty();
        }

        @Test
        void inALargeChatOnlyOnesOwnMarksAreTold() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "ann").memberCount("c1", 257);
            given.readMark("c1", "bob", 2, second(8), 2, 0).markEntry("c1", "bob", Marks.READ, 2, second(8));
            assertThat(marks(second(1))).isEmpty();
            assertThat(marks("bob", second(1), "c1").receipts()).containsExactly(mark(ReceiptType.READ, 2, 8));
        }

        @Test
        void manyChatsAreToldPageByPage() {
            List<String> asked = new ArrayList<>();
            Set<ChatId> all = new HashSet<>();
            for (int i = 100; i < 100 + FindMarks.CHATS; i++) {
                asked.add("c" + i);
                given.chat("c" + i, "ann", "bob").messages("c" + i, 1, "ann");
                if (i % 2 == 0) {
                    given.deliveredMark("c" + i, "bob", 1, second(7)).readMark("c" + i, "bob", 1, second(8), 1, 0);
                    given.markEntry("c" + i, "bob", Marks.READ, 1, second(8));
                    all.add(new ChatId("c" + i));
                }
            }
            FindMarks.Page first = marks("ann", null, asked.toArray(String[]::new));
            assertThat(first.receipts()).hasSize(FindMarks.PAGE);
            ChatId last = Objects.requireNonNull(first.last());
            List<String> rest = asked.subList(asked.indexOf(last.value()) + 1, asked.size());
            FindMarks.Page second = marks("ann", null, rest.toArray(String[]::new));
            assertThat(second.last()).isNull();
            assertThat(Stream.of(first, second).flatMap(page -> page.receipts().stream()))
                    .extracting(ReceiptEnvelope::chatId)
                    .hasSize(2 * all.size())
                    .hasSameElementsAs(all);
        }

        @Test
        void areLookedForInTheNamedChatsAlone() {
            for (String chat : List.of("c1", "c2", "c3")) {
                given.chat(chat, "ann", "bob").messages(chat, 3, "ann");
                given.readMark(chat, "bob", 2, second(8), 2, 0).markEntry(chat, "bob", Marks.READ, 2, second(8));
            }
            given.chat("c4", "bob", "eve").readMark("c4", "bob", 2, second(8), 2, 0);
            given.markEntry("c4", "bob", Marks.READ, 2, second(8));

            FindMarks.Page page = marks("ann", second(1), "c3", "c4", "unknown");

            assertThat(page.receipts()).extracting(ReceiptEnvelope::chatId).containsExactly(new ChatId("c3"));
            assertThat(page.last()).isNull();
        }

        @Test
        void areToldToManyWhoAskAtOnce() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "ann");
            given.readMark("c1", "bob", 2, second(8), 2, 0).markEntry("c1", "bob", Marks.READ, 2, second(8));
            var answer =
                    ask(question("ann", null, "c1"), question("eve", null, "c1"), question("bob", second(9), "c1"));
            assertThat(answer.pages())
                    .containsExactly(
                            new FindMarks.Page(List.of(mark(ReceiptType.READ, 2, 8)), null),
                            new FindMarks.Page(List.of(), null),
                            new FindMarks.Page(List.of(), null));
        }

        @Test
        void areToldToFewerWhereManyMoved() {
            String[] members =
                    IntStream.range(0, 200).mapToObj(i -> "member-" + i).toArray(String[]::new);
            given.chat("c1", members).messages("c1", 3, "member-0");
            for (String member : members) {
                given.deliveredMark("c1", member, 2, second(8)).readMark("c1", member, 2, second(8), 2, 0);
                given.markEntry("c1", member, Marks.READ, 2, second(8));
            }
            FindMarks.Question[] questions = Arrays.stream(members)
                    .limit(10)
                    .map(member -> question(member, null, "c1"))
                    .toArray(FindMarks.Question[]::new);
            assertThat(ask(questions).pages()).hasSize(FindMarks.ANSWER / (2 * members.length));
        }

        private List<ReceiptEnvelope> marks(@Nullable Instant since) {
            return marks("ann", since, "c1").receipts();
        }

        private FindMarks.Page marks(String user, @Nullable Instant since, String... chats) {
            return ask(question(user, since, chats)).pages().get(0);
        }

        private FindMarks.Marks ask(FindMarks.Question... questions) {
            return querySide.ask(new FindMarks(List.of(questions)), FindMarks.Marks.class);
        }

        private static FindMarks.Question question(String user, @Nullable Instant since, String... chats) {
            return new FindMarks.Question(
                    new UserId(user),
                    since,
                    Arrays.stream(chats).map(ChatId::new).toList());
        }

        private ReceiptEnvelope mark(ReceiptType type, long upTo, long second) {
            return new ReceiptEnvelope(new ChatId("c1"), new UserId("bob"), type, upTo, second(second));
        }
    }

    private FindReceipts.Receipts receipts(long seq) {
        return receipts(find(seq));
    }

    private FindReceipts.Receipts receipts(FindReceipts query) {
        return querySide.ask(query, FindReceipts.Receipts.class);
    }

    private static FindReceipts find(long seq) {
        return new FindReceipts(new UserId("ann"), new ChatId("c1"), seq, -1);
    }

    private static FindReceipts.Member receipt(String user, @Nullable Instant delivered, @Nullable Instant read) {
        return new FindReceipts.Member(new UserId(user), delivered, read);
    }
}
