package io.parley.query.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.query.GivenViews;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberChat;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Many who ask for their inboxes at once, while one reads. */
@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class InboxReadsTest {
    private static final UserId FIRST = new UserId("first");

    private final MongoDatabase database;
    private final GivenViews given;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    /** The users of each read. */
    private final List<List<UserId>> read = new CopyOnWriteArrayList<>();

    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    InboxReadsTest(MongoEngine engine) {
        database = engine.emptyDatabase();
        given = new GivenViews(database).ready(true);
        given.chat("all", "first", "u0", "u1", "u2", "u3").messages("all", 3, "first");
        IntStream.range(0, 4).forEach(i -> given.chat("own" + i, "u" + i));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    /** Views of which the first read waits. */
    private class Watched extends ChatViews {
        Watched() {
            super(database);
        }

        @Override
        public List<List<MemberChat>> chatsOf(List<UserId> userIds, int enough) {
            read.add(List.copyOf(userIds));
            if (userIds.get(0).equals(FIRST)) {
                await(firstMayEnd);
            }
            return found(userIds, enough);
        }

        List<List<MemberChat>> found(List<UserId> userIds, int enough) {
            return super.chatsOf(userIds, enough);
        }
    }

    @Test
    void oneReadServesAllWhoAskedDuringTheOneBefore() {
        List<CompletableFuture<List<MemberChat>>> asked = askedWhileTheFirstReads(new Watched());
        firstMayEnd.countDown();
        for (int i = 0; i < 4; i++) {
            assertThat(asked.get(i).join())
                    .extracting(in -> in.chat().chatId() + " of " + in.member().userId())
                    .containsExactly("all of u" + i, "own" + i + " of u" + i);
        }
        assertThat(read).hasSize(2);
        assertThat(read.get(1)).hasSize(4);
    }

    @Test
    void whoAskedDuringAReadFindsWhatWasWrittenDuringIt() {
        List<CompletableFuture<List<MemberChat>>> asked = askedWhileTheFirstReads(new Watched());
        given.message("all", 4, "first", "news");
        firstMayEnd.countDown();
        assertThat(asked)
                .allSatisfy(
                        one -> assertThat(one.join().get(0).chat().headSeq()).isEqualTo(4));
    }

    @Test
    void whomAReadHasNoRoomForComesNext() {
        List<CompletableFuture<List<MemberChat>>> asked = askedWhileTheFirstReads(new Watched() {
            @Override
            List<List<MemberChat>> found(List<UserId> userIds, int enough) {
                return super.found(userIds, 1);
            }
        });
        firstMayEnd.countDown();
        assertThat(asked).allSatisfy(one -> assertThat(one.join()).hasSize(2));
        assertThat(read).extracting(List::size).containsExactly(1, 4, 3, 2, 1);
    }

    @Test
    void whatCannotBeReadOfOneKeepsNobodyElseFromTheirs() {
        database.getCollection(Members.COLLECTION)
                .updateOne(
                        new Document("_id", ViewIds.member(new ChatId("own2"), new UserId("u2"))),
                        new Document("$unset", new Document(Members.ROLE, "")));
        List<CompletableFuture<List<MemberChat>>> asked = askedWhileTheFirstReads(new Watched());
        firstMayEnd.countDown();
        assertThatThrownBy(asked.get(2)::join).hasMessageContaining("own2:u2 of the views has no role");
        for (int i : List.of(0, 1, 3)) {
            assertThat(asked.get(i).join()).hasSize(2);
        }
    }

    @Test
    void viewsThatAreAwayAreAwayForAll() {
        List<CompletableFuture<List<MemberChat>>> asked = askedWhileTheFirstReads(new Watched() {
            @Override
            List<List<MemberChat>> found(List<UserId> userIds, int enough) {
                throw new MongoTimeoutException("nobody there");
            }
        });
        firstMayEnd.countDown();
        assertThat(asked)
                .allSatisfy(one -> assertThatThrownBy(one::join).hasRootCauseInstanceOf(MongoTimeoutException.class));
        assertThat(read).hasSize(2);
    }

    @Test
    void nobodyWaitsForLong() {
        List<CompletableFuture<List<MemberChat>>> asked = askedWhileTheFirstReads(new Watched());
        assertThat(asked).allSatisfy(one -> assertThat(one.join()).hasSize(2));
        assertThat(firstMayEnd.getCount()).isOne();
    }

    @Test
    void everybodyIsAnsweredWithTheirOwnHoweverManyAsk() {
        firstMayEnd.countDown();
        InboxReads reads = new InboxReads(new Watched(), 2);
        List<CompletableFuture<Void>> asking = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            UserId user = new UserId("u" + i % 4);
            asking.add(CompletableFuture.runAsync(
                    () -> {
                        for (int n = 0; n < 50; n++) {
                            assertThat(reads.chatsOf(user))
                                    .hasSize(2)
                                    .allSatisfy(in ->
                                            assertThat(in.member().userId()).isEqualTo(user));
                        }
                    },
                    threads));
        }
        asking.forEach(CompletableFuture::join);
        assertThat(reads.waiting()).isZero();
    }

    /** What four users ask while one reads, and nobody else may. */
    private List<CompletableFuture<List<MemberChat>>> askedWhileTheFirstReads(ChatViews views) {
        InboxReads reads = new InboxReads(views, 1);
        CompletableFuture<List<MemberChat>> unused = ask(reads, FIRST);
        Awaitility.await().until(() -> read.size() == 1);
        List<CompletableFuture<List<MemberChat>>> asked = IntStream.range(0, 4)
                .mapToObj(i -> ask(reads, new UserId("u" + i)))
                .toList();
        Awaitility.await().until(() -> reads.waiting() == 4);
        return asked;
    }

    private CompletableFuture<List<MemberChat>> ask(InboxReads reads, UserId user) {
        return CompletableFuture.supplyAsync(() -> reads.chatsOf(user), threads);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
