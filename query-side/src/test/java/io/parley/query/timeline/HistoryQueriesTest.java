package io.parley.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.query.GivenViews;
import io.parley.query.QuerySide;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import io.parley.shared.timeline.ChatCreatedEnvelope;
import io.parley.shared.timeline.FindChats;
import io.parley.shared.timeline.FindHeads;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.FindMemberships;
import io.parley.shared.timeline.MessageEnvelope;
import io.parley.shared.timeline.TimelineEnvelope;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class HistoryQueriesTest {
    private static final ChatId CHAT = new ChatId("c1");

    private final GivenViews given;
    private final QuerySide querySide;

    HistoryQueriesTest(MongoEngine engine) {
        MongoDatabase database = engine.emptyDatabase();
        given = new GivenViews(database).ready(true);
        querySide = new QuerySide(engine, database);
    }

    @AfterEach
    void close() {
        querySide.close();
    }

    @Nested
    class APage {
        @Test
        void withoutAPlaceIsTheNewestAscending() {
            given.chat("c1", "ann", "bob").messages("c1", 10, "ann");
            FindHistory.Page page = history("bob", null, null, 3);
            assertThat(seqs(page)).containsExactly(8L, 9L, 10L);
            assertThat(page.more()).isTrue();
            assertThat(page.headSeq()).isEqualTo(10);
        }

        @Test
        void goesBackToTheBeginning() {
            given.chat("c1", "ann", "bob").messages("c1", 4, "ann");
            FindHistory.Page page = history("bob", 3L, null, 3);
            assertThat(seqs(page)).containsExactly(0L, 1L, 2L);
            assertThat(page.more()).isFalse();
        }

        @Test
        void goesForwardToTheHead() {
            given.chat("c1", "ann", "bob").messages("c1", 5, "ann");
            assertThat(seqs(history("bob", null, 1L, 2))).containsExactly(2L, 3L);
            assertThat(history("bob", null, 1L, 2).more()).isTrue();
            assertThat(seqs(history("bob", null, 3L, 2))).containsExactly(4L, 5L);
            assertThat(history("bob", null, 3L, 2).more()).isFalse();
        }

        @Test
        void isEmptyBeyondTheHead() {
            given.chat("c1", "ann").messages("c1", 2, "ann");
            assertThat(history("ann", null, 2L, 10).items()).isEmpty();
            assertThat(history("ann", null, 900L, 10).items()).isEmpty();
            assertThat(history("ann", 0L, null, 10).items()).isEmpty();
        }

        @Test
        void showsNothingFromBeforeTheFirstVisibleSeq() {
            given.chat("c1", "ann").messages("c1", 5, "ann").joined("c1", "eve", 4, 4, GivenViews.second(4));
            FindHistory.Page page = history("eve", null, null, 50);
            assertThat(seqs(page)).containsExactly(4L, 5L);
            assertThat(page.more()).isFalse();
            assertThat(seqs(history("eve", null, -1L, 50))).containsExactly(4L, 5L);
        }

        @Test
        void carriesEnvelopesAsTheyWereStored() {
            given.chat("c1", "ann", "bob").message("c1", 1, "bob", "Grüß dich 👋");
            List<TimelineEnvelope> items = history("ann", null, null, 2).items();
            ChatCreatedEnvelope created = (ChatCreatedEnvelope) items.get(0);
            assertThat(created.kind()).isEqualTo(ChatKind.GROUP);
            assertThat(created.members()).containsExactly(new UserId("ann"), new UserId("bob"));
            MessageEnvelope message = (MessageEnvelope) items.get(1);
            assertThat(message.text()).isEqualTo("Grüß dich 👋");
            assertThat(message.from()).isEqualTo(new UserId("bob"));
            assertThat(message.at()).isEqualTo(GivenViews.second(1));
        }

        @Test
        void isTheSameInTheFormInWhichDevicesGetIt() {
            given.chat("c1", "ann").messages("c1", 5, "ann").message("c1", 6, "ann", "\"x\"\n\u0001 👋");
            for (long after = -1; after <= 6; after++) {
                FindHistory query = new FindHistory(new UserId("ann"), CHAT, null, after, 4, -1);
                FindHistory.Page page = querySide.ask(query, FindHistory.Page.class);
                Shown shown = ParleyJson.mapper()
                        .readValue(querySide.ask(query, FindHistory.Json.class).page(), Shown.class);
                assertThat(shown).isEqualTo(new Shown(page.items(), page.more()));
            }
        }

        private record Shown(List<TimelineEnvelope> items, boolean more) {}

        @Test
        void holdsTwoHundredAtMost() {
            given.chat("c1", "ann").messages("c1", 230, "ann");
            FindHistory.Page page = history("ann", null, null, 200);
            assertThat(seqs(page)).hasSize(200).isSorted().startsWith(31L).endsWith(230L);
            assertThat(seqs(history("ann", null, -1L, 200)))
                    .hasSize(200)
                    .isSorted()
                    .startsWith(0L);
        }

        @Test
        void endsEarlyWhereItsContentIsLarge() {
            String large = "x".repeat(16 * 1024);
            given.chat("c1", "ann");
            for (long seq = 1; seq <= 60; seq++) {
                given.message("c1", seq, "ann", large);
            }
            FindHistory.Page newest = history("ann", null, null, 200);
            assertThat(newest.items()).hasSizeBetween(28, 32);
            assertThat(newest.items().get(newest.items().size() - 1).seq()).isEqualTo(60);
            assertThat(newest.more()).isTrue();
            FindHistory.Page oldest = history("ann", null, -1L, 200);
            assertThat(oldest.items().get(0).seq()).isZero();
            assertThat(oldest.more()).isTrue();
            FindHistory little = new FindHistory(new UserId("ann"), CHAT, null, 0L, 200, -1, 40 * 1024);
            assertThat(querySide.ask(little, FindHistory.Page.class).items()).hasSize(2);
            FindHistory none = new FindHistory(new UserId("ann"), CHAT, null, 0L, 200, -1, 1);
            assertThat(querySide.ask(none, FindHistory.Page.class).items()).hasSize(1);
            assertThat(querySide.ask(little, FindHistory.Json.class).page()).hasSizeBetween(32 * 1024, 40 * 1024);
        }
    }

    @Nested
    class ARefusal {
        @Test
        void meetsStrangersAndUnknownChats() {
            given.chat("c1", "ann");
            assertThat(refusal("eve", CHAT, -1).code()).isEqualTo(ErrorCode.NOT_A_MEMBER);
            var unknown = refusal("ann", new ChatId("nowhere"), -1);
            assertThat(unknown.code()).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(unknown.field()).isEqualTo("chatId");
        }

        @Test
        void asksToComeAgainWhereTheViewLags() {
            given.chat("c1", "ann");
            assertThat(refusal("ann", CHAT, 1).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(refusal("ann", CHAT, 5_000).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(refusal("ann", CHAT, 1).retryAfterMs()).isEqualTo(20);
            assertThat(refusal("ann", new ChatId("new"), 0).retryable()).isTrue();
        }

        @Test
        void doesNotComeForASeqThatWasNeverOfTheChat() {
            given.chat("c1", "ann");
            FindHistory query = new FindHistory(new UserId("ann"), CHAT, null, null, 10, 1_000_000);
            assertThat(querySide.ask(query, FindHistory.Page.class).items()).hasSize(1);
            assertThat(refusal("ann", new ChatId("nowhere"), Long.MAX_VALUE).code())
                    .isEqualTo(ErrorCode.NOT_FOUND);
        }

        @Test
        void namesTheFieldOfANumberOutOfItsRange() {
            given.chat("c1", "ann");
            assertThat(refusal(new FindHistory(new UserId("ann"), CHAT, null, null, 201, -1)))
                    .isEqualTo("limit");
            assertThat(refusal(new FindHistory(new UserId("ann"), CHAT, 1L, 1L, 10, -1)))
                    .isEqualTo("afterSeq");
            assertThat(refusal(new FindHistory(new UserId("ann"), CHAT, -1L, null, 10, -1)))
                    .isEqualTo("beforeSeq");
            assertThat(refusal(new FindHistory(new UserId("ann"), CHAT, null, -2L, 10, -1)))
                    .isEqualTo("afterSeq");
        }

        private @Nullable String refusal(FindHistory query) {
            return querySide.refusal(query).field();
        }

        private Problem refusal(String user, ChatId chat, long atLeast) {
            return querySide.refusal(new FindHistory(new UserId(user), chat, null, null, 10, atLeast));
        }
    }

    @Nested
    class Memberships {
        @Test
        void tellAStreamWhereEachOfItsChatsBeginsAndEnds() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "bob");
            given.chat("c2", "bob").messages("c2", 2, "bob").joined("c2", "ann", 2, 2, GivenViews.second(2));
            given.chat("c3", "bob").chat("c4", "anna");
            assertThat(memberships("ann"))
                    .containsExactly(List.of(
                            new FindMemberships.Membership(CHAT, 0, 3, 2),
                            new FindMemberships.Membership(new ChatId("c2"), 2, 2, 1)));
        }

        @Test
        void areToldOfManyUsersAtOnce() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "bob");
            given.chat("c2", "bob").messages("c2", 2, "bob").joined("c2", "ann", 2, 2, GivenViews.second(2));
            given.chat("c4", "anna");
            List<FindMemberships.Membership> bobs = List.of(
                    new FindMemberships.Membership(CHAT, 0, 3, 2),
                    new FindMemberships.Membership(new ChatId("c2"), 0, 2, 1));
            assertThat(memberships("bob", "nobody", "ann", "bob"))
                    .containsExactly(bobs, List.of(), memberships("ann").get(0), bobs);
        }

        @Test
        void ofManyChatsEndAnAnswerEarly() {
            for (int i = 0; i < FindMemberships.CHATS; i++) {
                given.chat("of-ann-" + i, "ann");
            }
            given.chat("c1", "bob");
            assertThat(memberships("bob", "ann", "bob"))
                    .extracting(List::size)
                    .containsExactly(1, FindMemberships.CHATS);
        }

        @Test
        void areNamedWithoutMoreWhereNoMoreIsAskedFor() {
            given.chat("c1", "ann", "bob").chat("c2", "bob").joined("c2", "ann", 0, 0, GivenViews.second(2));
            given.chat("c3", "bob").chat("c4", "anna");
            var answer = querySide.ask(new FindChats(users("ann", "bob", "eve")), FindChats.Chats.class);
            ChatId second = new ChatId("c2");
            assertThat(answer.ofEach())
                    .containsExactly(List.of(CHAT, second), List.of(CHAT, second, new ChatId("c3")), List.of());
        }

        private List<List<FindMemberships.Membership>> memberships(String... users) {
            return querySide
                    .ask(new FindMemberships(users(users)), FindMemberships.Memberships.class)
                    .ofEach();
        }

        private static List<UserId> users(String... ids) {
            return Arrays.stream(ids).map(UserId::new).toList();
        }
    }

    @Nested
    class Heads {
        @Test
        void areMinusOneForChatsThatTheViewsDoNotKnow() {
            given.chat("c1", "ann").messages("c1", 3, "ann");
            var answer = querySide.ask(new FindHeads(List.of(CHAT, new ChatId("unknown"))), FindHeads.Heads.class);
            assertThat(answer.heads())
                    .containsExactly(new FindHeads.Head(CHAT, 3), new FindHeads.Head(new ChatId("unknown"), -1));
        }
    }

    private FindHistory.Page history(String user, @Nullable Long before, @Nullable Long after, int limit) {
        return querySide.ask(new FindHistory(new UserId(user), CHAT, before, after, limit, -1), FindHistory.Page.class);
    }

    private static List<Long> seqs(FindHistory.Page page) {
        return page.items().stream().map(TimelineEnvelope::seq).toList();
    }
}
