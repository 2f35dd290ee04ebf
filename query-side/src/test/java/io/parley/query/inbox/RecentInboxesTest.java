package io.parley.query.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Memberships;
import io.parley.query.GivenViews;
import io.parley.query.QuerySide;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberChat;
import io.parley.shared.chat.ChatId;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.threeten.extra.MutableClock;

/** Inboxes that are asked for again before long. */
@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class RecentInboxesTest {
    private static final UserId ANN = new UserId("ann");
    private static final ChatId CHAT = new ChatId("c1");
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final MongoDatabase database;
    private final GivenViews given;
    private final MutableClock clock = MutableClock.epochUTC();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final QuerySide querySide;

    RecentInboxesTest(MongoEngine engine) {
        database = engine.emptyDatabase();
        given = new GivenViews(database).ready(true);
        querySide = new QuerySide(engine, database, clock);
        given.chat("c1", "ann", "bob").messages("c1", 1, "bob");
    }

    @AfterEach
    void close() {
        querySide.close();
        threads.shutdownNow();
    }

    @Nested
    class AFirstPage {
        @Test
        void showsWhatTheViewsHoldNow() {
            assertThat(lastSeq()).isEqualTo(1);
            given.message("c1", 2, "bob", "more");
            assertThat(lastSeq()).isEqualTo(2);
        }

        @Test
        void losesAChatThatItsUserHasLeft() {
            assertThat(lastSeq()).isEqualTo(1);
            remove(Members.COLLECTION, ViewIds.member(CHAT, ANN));
            remove(Memberships.COLLECTION, ViewIds.membership(ANN, CHAT));
            given.message("c1", 2, "bob", "without ann");
            assertThat(inbox(new FindInbox(ANN, 10, null)).chats()).isEmpty();
            assertThat(inbox(expecting(null, 2, -1)).chats()).isEmpty();
        }

        @Test
        void isRefusedWhileTheViewsLag() {
            assertThat(lastSeq()).isEqualTo(1);
            assertThat(querySide.refusal(expecting(null, 2, -1)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(querySide.refusal(expecting(null, -1, 1)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }

        private void remove(String collection, String id) {
            database.getCollection(collection).deleteOne(new Document("_id", id));
        }
    }

    @Nested
    class ANextPage {
        private @Nullable String cursor;

        @BeforeEach
        void readTheFirst() {
            given.chat("c2", "ann").message("c2", 1, "ann", "x", GivenViews.second(9));
            cursor = inbox(new FindInbox(ANN, 1, null)).next();
            given.message("c1", 2, "ann", "mine").readMark("c1", "ann", 2, GivenViews.second(3), 2, 1);
            given.own("c1", "ann", 2, 1);
        }

        @Test
        void isOfTheMomentOfTheFirstForAWhileAndNoLonger() {
            clock.add(KEPT.minusMillis(1));
            assertThat(seqOf(new FindInbox(ANN, 1, cursor))).isEqualTo(1);
            clock.add(Duration.ofMillis(1));
            assertThat(seqOf(new FindInbox(ANN, 1, cursor))).isEqualTo(2);
        }

        @Test
        void isReadAnewWhereItLacksWhatItsUserHasJustDone() {
            assertThat(seqOf(expecting(cursor, 2, 2))).isEqualTo(2);
        }

        private long seqOf(FindInbox query) {
            return inbox(query).chats().get(0).lastSeq();
        }
    }

    @Nested
    class AskedForByManyAtOnce {
        @Test
        void isReadOnceMoreForAllWhoAskedAfterTheReadHadBegun() {
            AtomicInteger reads = new AtomicInteger();
            // Eight questions, and the beginning of the first read.
            CountDownLatch allAsked = new CountDownLatch(9);
            ChatViews views = new ChatViews(database) {
                @Override
                public List<List<MemberChat>> chatsOf(List<UserId> userIds, int enough) {
                    reads.incrementAndGet();
                    await(allAsked);
                    return super.chatsOf(userIds, enough);
                }
            };
            RecentInboxes inboxes = new RecentInboxes(
                    new InboxReads(views, 2),
                    new InboxExpectations(views),
                    ticking(allAsked),
                    new InboxProperties(KEPT));
            List<CompletableFuture<Inbox>> asked = Stream.generate(() ->
                            CompletableFuture.supplyAsync(() -> inboxes.of(new FindInbox(ANN, 10, null)), threads))
                    .limit(8)
                    .toList();
            assertThat(asked).allSatisfy(one -> assertThat(one.join().size()).isEqualTo(1));
            assertThat(reads).hasValue(2);
        }

        /** Every look a moment after the one before. */
        private static Clock ticking(CountDownLatch looks) {
            AtomicLong ticks = new AtomicLong();
            InstantSource time = () -> {
                Instant now = Instant.EPOCH.plusMillis(ticks.incrementAndGet());
                looks.countDown();
                return now;
            };
            return time.withZone(ZoneOffset.UTC);
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class PagesOfOneMoment {
        @Test
        void haveEveryChatOnceWhateverHappensMeanwhile() {
            for (int i = 2; i <= 6; i++) {
                given.chat("c" + i, "ann").message("c" + i, 1, "ann", "x", GivenViews.second(i));
            }
            List<String> chats = new ArrayList<>();
            @Nullable String cursor = null;
            long seq = 1;
            do {
                FindInbox.Page page = inbox(new FindInbox(ANN, 2, cursor));
                page.chats().forEach(row -> chats.add(row.chatId().value()));
                cursor = page.next();
                // The oldest comes to the top.
                given.message("c1", ++seq, "bob", "now", GivenViews.second(60));
            } while (cursor != null);
            assertThat(chats).containsExactly("c6", "c5", "c4", "c3", "c2", "c1");
        }
    }

    private static FindInbox expecting(@Nullable String cursor, long headSeq, long readSeq) {
        return new FindInbox(ANN, 10, cursor, List.of(new FindInbox.Expected(CHAT, headSeq, readSeq)));
    }

    private long lastSeq() {
        return inbox(new FindInbox(ANN, 10, null)).chats().get(0).lastSeq();
    }

    private FindInbox.Page inbox(FindInbox query) {
        return ParleyJson.mapper()
                .readValue(querySide.ask(query, FindInbox.Json.class).page(), FindInbox.Page.class);
    }
}
