package io.parley.query.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Memberships;
import io.parley.query.GivenViews;
import io.parley.query.HandClock;
import io.parley.query.QuerySide;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberChat;
import io.parley.shared.chat.ChatId;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Inboxes that are asked for again before long. */
@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class RecentInboxesTest {
    private static final UserId ANN = new UserId("ann");
    private static final ChatId CHAT = new ChatId("c1");
    private static final Duration KEPT = Duration.ofMillis(100);

    private final MongoDatabase database;
    private final GivenViews given;
    private final HandClock clock = new HandClock();
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
    class ARecentInbox {
        @Test
        void servesForAMomentAndNoLonger() {
            assertThat(lastSeq()).isEqualTo(1);
            given.message("c1", 2, "bob", "more");
            clock.passes(KEPT.minusMillis(1));
            assertThat(lastSeq()).isEqualTo(1);
            clock.passes(Duration.ofMillis(1));
            assertThat(lastSeq()).isEqualTo(2);
        }

        @Test
        void servesNobodyElse() {
            assertThat(lastSeq()).isEqualTo(1);
            given.message("c1", 2, "bob", "more");
            assertThat(inbox(new FindInbox(new UserId("bob"), 10, null)).chats())
                    .extracting(FindInbox.Row::lastSeq)
                    .containsExactly(2L);
        }

        @Test
        void isReadAnewWhereItLacksWhatItsUserHasJustDone() {
            assertThat(lastSeq()).isEqualTo(1);
            given.message("c1", 2, "ann", "mine").readMark("c1", "ann", 2, GivenViews.second(3), 2, 1);
            given.own("c1", "ann", 2, 1);
            FindInbox.Row row = inbox(expecting(2, 2)).chats().get(0);
            assertThat(row.lastSeq()).isEqualTo(2);
            assertThat(row.unread()).isZero();
            // What was read for that serves from then on.
            assertThat(lastSeq()).isEqualTo(2);
        }

        @Test
        void isNoExcuseForViewsThatLag() {
            assertThat(lastSeq()).isEqualTo(1);
            assertThat(querySide.refusal(expecting(2, -1)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(querySide.refusal(expecting(-1, 1)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }

        @Test
        void losesAChatThatItsUserHasLeft() {
            assertThat(lastSeq()).isEqualTo(1);
            remove(Members.COLLECTION, ViewIds.member(CHAT, ANN));
            remove(Memberships.COLLECTION, ViewIds.membership(ANN, CHAT));
            given.message("c1", 2, "bob", "without ann");
            // Until then it shows the chat as it was before.
            assertThat(lastSeq()).isEqualTo(1);
            assertThat(inbox(expecting(2, -1)).chats()).isEmpty();
            clock.passes(KEPT);
            assertThat(inbox(new FindInbox(ANN, 10, null)).chats()).isEmpty();
        }

        private void remove(String collection, String id) {
            database.getCollection(collection).deleteOne(new Document("_id", id));
        }
    }

    @Nested
    class AskedForByManyAtOnce {
        @Test
        void isReadByOneOfThem() {
            AtomicInteger reads = new AtomicInteger();
            CountDownLatch allAsked = new CountDownLatch(8);
            ChatViews views = new ChatViews(database) {
                @Override
                public List<MemberChat> chatsOf(UserId userId) {
                    reads.incrementAndGet();
                    await(allAsked);
                    return super.chatsOf(userId);
                }
            };
            RecentInboxes inboxes =
                    new RecentInboxes(views, new InboxExpectations(views), clock, new InboxProperties(KEPT));
            List<CompletableFuture<Inbox>> asked = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> {
                                allAsked.countDown();
                                return inboxes.of(new FindInbox(ANN, 10, null));
                            },
                            threads))
                    .limit(8)
                    .toList();
            Inbox first = asked.get(0).join();
            assertThat(asked).allSatisfy(one -> assertThat(one.join()).isSameAs(first));
            assertThat(reads).hasValue(1);
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

    private static FindInbox expecting(long headSeq, long readSeq) {
        return new FindInbox(ANN, 10, null, List.of(new FindInbox.Expected(CHAT, headSeq, readSeq)));
    }

    private long lastSeq() {
        return inbox(new FindInbox(ANN, 10, null)).chats().get(0).lastSeq();
    }

    private FindInbox.Page inbox(FindInbox query) {
        return ParleyJson.mapper()
                .readValue(querySide.ask(query, FindInbox.Json.class).page(), FindInbox.Page.class);
    }
}
