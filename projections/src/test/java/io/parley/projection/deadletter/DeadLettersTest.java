package io.parley.projection.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.engines.mongo.ViewSchema.Letters;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.projection.config.TimelineGroup;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import io.parley.shared.receipt.MessagesRead;
import io.parley.shared.refusal.Conflict;
import io.parley.shared.refusal.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class DeadLettersTest {
    private static final UserId ANN = new UserId("ann");
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<String> VIEWS =
            List.of("timeline", "chats", "members", "memberships", "marks", "holes", Letters.COLLECTION);

    private final MongoEngine engine;
    private final MendableEvents events = new MendableEvents();
    private final MongoDatabase database;
    private final List<TimelineGroup> groups = new ArrayList<>();
    private DeadLetterProperties bounds = new DeadLetterProperties(10, 100);

    DeadLettersTest(MongoEngine engine) {
        this.engine = engine;
        this.database = engine.emptyDatabase();
    }

    @AfterEach
    void stop() {
        groups.forEach(TimelineGroup::close);
    }

    @Nested
    class AnEventThatMongoDbRefuses {
        @Test
        void isSetAsideWithAllThatFollowsInItsChatWhileOthersGoOn() {
            events.poison("c1", 2);
            chat("c1", 4);
            chat("c2", 4);
            LetterDesk desk = start().part(LetterDesk.class);

            eventually().untilAsserted(() -> assertThat(head("c2")).isEqualTo(4));
            says("c1", 5);
            says("c2", 5);
            eventually().untilAsserted(() -> assertThat(head("c2")).isEqualTo(5));
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(4));
            assertThat(head("c1")).isEqualTo(1);

            LetterDesk.Opened opened = desk.show("c1", 10);
            assertThat(opened.letters()).extracting(LetterDesk.Shown::seq).containsExactly(2L, 3L, 4L, 5L);
            assertThat(opened.letters().get(0).cause()).isNotNull();
            assertThat(opened.letters().get(0).type()).isEqualTo("MessageSent");
            assertThat(opened.letters().subList(1, 4))
                    .allSatisfy(letter -> assertThat(letter.cause()).isNull());
            assertThat(desk.list("", 10).chats())
                    .extracting(LetterDesk.ChatLetters::chatId)
                    .containsExactly("c1");
        }

        @Test
        void isFoundAgainAfterARestartAndNotTwiceWhereNothingWasNoted() {
            events.poison("c1", 2);
            chat("c1", 4);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(3));
            stop();
            groups.clear();
            database.getCollection("trackingtokens").deleteMany(new Document());
            chat("c3", 1);

            LetterDesk restarted = start().part(LetterDesk.class);

            eventually().untilAsserted(() -> assertThat(head("c3")).isEqualTo(1));
            assertThat(restarted.show("c1", 10).count()).isEqualTo(3);
            says("c1", 5);
            eventually()
                    .untilAsserted(
                            () -> assertThat(restarted.show("c1", 10).count()).isEqualTo(4));
        }

        @Test
        void bringsItsSegmentToAHaltWhereTheQueueIsFullAndLosesNothing() {
            bounds = new DeadLetterProperties(1, 100);
            events.poison("c1", 1);
            chat("c1", 1);
            start();
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(1));
            stop();
            groups.clear();
            events.poison("c2", 1);
            chat("c2", 2);
            TimelineGroup full = start();
            eventually().untilAsserted(() -> assertThat(head("c2")).isEqualTo(0));
            assertThat(letters()).isEqualTo(1);

            events.mend("c1", 1);
            full.part(LetterDesk.class).retry("c1");

            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(2));
        }
    }

    @Nested
    class ARetry {
        @Test
        void thatFailsCountsAndKeepsTheOrder() {
            events.poison("c1", 1);
            chat("c1", 2);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(2));

            LetterDesk.ChatLetters left = desk.retry("c1");

            assertThat(left.count()).isEqualTo(2);
            assertThat(left.first())
                    .isNotNull()
                    .extracting(LetterDesk.Shown::attempts)
                    .isEqualTo(2L);
            assertThatThrownBy(() -> desk.retry("c2")).isInstanceOf(NotFound.class);
        }

        @Test
        void thatWorksLeavesTheViewsAsIfNothingHadHappenedWhateverCameMeanwhile() {
            events.poison("c1", 3);
            chat("c1", 6);
            TimelineGroup group = start();
            LetterDesk desk = group.part(LetterDesk.class);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(4));
            bounds = new DeadLetterProperties(10, 10_000);

            CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
                for (long seq = 7; seq <= 300; seq++) {
                    says("c1", seq);
                    if (seq % 10 == 0) {
                        reads("c1", seq / 10 - 1, seq - 1, seq);
                    }
                }
            });
            await().until(() -> traffic.isDone() || desk.show("c1", 1).count() > 20);
            events.mend("c1", 3);
            desk.retry("c1");
            traffic.join();

            eventually().untilAsserted(() -> assertThat(letters()).isZero());
            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(300));
            assertThat(everything(database)).isEqualTo(everything(builtWithoutPoison()));
        }
    }

    @Nested
    class AnEviction {
        @Test
        void leavesAHoleThatTheChatAndItsMarksGoPast() {
            events.poison("c1", 2);
            chat("c1", 2);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(1));
            reads("c1", 0, -1, 2);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(2));

            assertThat(desk.evict("c1", false).count()).isZero();

            assertThat(head("c1")).isEqualTo(2);
            assertThat(timeline("c1", 2)).isNull();
            assertThat(read("c1").getLong(ViewSchema.ORDINAL)).isEqualTo(2);
            says("c1", 3);
            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(3));
            assertThat(timeline("c1", 3)).isNotNull();
        }

        @Test
        void ofAllLeavesOutWhatWaitsToo() {
            events.poison("c1", 1);
            chat("c1", 3);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(3));

            assertThat(desk.evict("c1", true).count()).isZero();

            assertThat(head("c1")).isEqualTo(3);
            assertThat(timeline("c1", 3)).isNull();
        }

        @Test
        void isRefusedForTheBeginningOfAChatWithoutWhichTheRestCannotBeShown() {
            events.poison("c1", 0);
            says("c1", 0);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(1));

            assertThatThrownBy(() -> desk.evict("c1", false)).isInstanceOf(Conflict.class);
            assertThatThrownBy(() -> desk.evict("c1", true)).isInstanceOf(Conflict.class);
            assertThat(letters()).isEqualTo(1);
        }
    }

    @Nested
    class AnEventThatIsNoneOfAChat {
        @Test
        void isPassedOver() {
            TimelineGroup.store(events, "digest", 0, new Unheard("x"));
            chat("c1", 1);
            start();

            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(1));
            assertThat(letters()).isZero();
        }
    }

    /** An event of a kind that has nothing to do with chats. */
    record Unheard(String word) {}

    private TimelineGroup start() {
        TimelineGroup group = new TimelineGroup(events, database, tokens(database), UnaryOperator.identity(), bounds);
        groups.add(group);
        return group;
    }

    private MongoDatabase builtWithoutPoison() {
        MongoDatabase other = engine.emptyDatabase();
        TimelineGroup group = new TimelineGroup(events, other, tokens(other), UnaryOperator.identity(), bounds);
        groups.add(group);
        eventually().untilAsserted(() -> assertThat(everything(other)).hasSameSizeAs(everything(database)));
        return other;
    }

    private MongoTemplate tokens(MongoDatabase of) {
        return DefaultMongoTemplate.builder()
                .mongoDatabase(engine.client(), of.getName())
                .build();
    }

    private void chat(String chatId, long messages) {
        TimelineGroup.store(events, 0, List.of(created(chatId)));
        for (long seq = 1; seq <= messages; seq++) {
            says(chatId, seq);
        }
    }

    private void says(String chatId, long seq) {
        TimelineGroup.store(events, seq, List.of(sent(chatId, seq)));
    }

    private void reads(String chatId, long number, long after, long upTo) {
        TimelineGroup.store(
                events, chatId + ":ann", number, new MessagesRead(new ChatId(chatId), ANN, after, upTo, AT));
    }

    private long head(String chatId) {
        Document found = one(Chats.COLLECTION, chatId);
        return found == null ? -1 : found.get(Chats.LAST, Document.class).getLong(ViewSchema.SEQ);
    }

    private Document read(String chatId) {
        return one(Members.COLLECTION, chatId + ":ann").get(Members.READ, Document.class);
    }

    private @org.jspecify.annotations.Nullable Document timeline(String chatId, long seq) {
        return one(Timeline.COLLECTION, ViewIds.timeline(new ChatId(chatId), seq));
    }

    private Document one(String collection, String id) {
        return database.getCollection(collection)
                .find(Filters.eq(ViewSchema.ID, id))
                .first();
    }

    private long letters() {
        return database.getCollection(Letters.COLLECTION).countDocuments();
    }

    private static Map<String, Document> everything(MongoDatabase views) {
        Map<String, Document> everything = new HashMap<>();
        for (String collection : VIEWS) {
            for (Document document : views.getCollection(collection).find()) {
                everything.put(collection + "/" + document.getString(ViewSchema.ID), document);
            }
        }
        return everything;
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
    }

    private static ChatEvent created(String chat) {
        return new ChatCreated(new ChatId(chat), ChatKind.GROUP, ANN, List.of(ANN), null, false, false, AT);
    }

    private static ChatEvent sent(String chat, long seq) {
        ChatId chatId = new ChatId(chat);
        return new MessageSent(
                chatId,
                MessageId.at(chatId, seq),
                new ClientMessageId(new UUID(1, seq).toString()),
                ANN,
                Content.text("message " + seq),
                null,
                null,
                List.of(),
                seq,
                seq,
                AT);
    }
}
