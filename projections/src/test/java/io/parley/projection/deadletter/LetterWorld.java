package io.parley.projection.deadletter;

import static io.parley.projection.AnnsChat.ANN;
import static io.parley.projection.AnnsChat.AT;
import static io.parley.projection.AnnsChat.created;
import static io.parley.projection.AnnsChat.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.engines.mongo.ViewSchema.Irregular;
import io.parley.engines.mongo.ViewSchema.Letters;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.projection.AnnsChat;
import io.parley.projection.config.TimelineGroup;
import io.parley.shared.chat.ChatId;
import io.parley.shared.receipt.MessagesRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Chats of ann alone, of which some messages cannot be projected, and views on a MongoDB of the test's own. */
abstract class LetterWorld {
    private static final List<String> VIEWS = List.of(
            "timeline", "chats", "members", "memberships", "marks", "holes", Irregular.COLLECTION, Letters.COLLECTION);

    final MongoEngine engine;
    final MongoDatabase database;
    final MendableEvents events = new MendableEvents();
    DeadLetterProperties bounds = new DeadLetterProperties(10, 100);
    private final List<TimelineGroup> groups = new ArrayList<>();

    LetterWorld(MongoEngine engine) {
        this.engine = engine;
        this.database = engine.emptyDatabase();
    }

    TimelineGroup start() {
        return on(events, database);
    }

    private TimelineGroup on(MendableEvents store, MongoDatabase views) {
        TimelineGroup group = new TimelineGroup(store, views, tokens(views), bounds);
        groups.add(group);
        return group;
    }

    @AfterEach
    void stop() {
        groups.forEach(TimelineGroup::close);
        groups.clear();
    }

    /** What views hold that are built of the same events, mended by now. */
    Map<String, Document> everythingBuiltAnew() {
        MongoDatabase other = engine.emptyDatabase();
        TimelineGroup group = on(events, other);
        eventually().untilAsserted(() -> assertThat(everything(other)).hasSameSizeAs(everything(database)));
        group.close();
        groups.remove(group);
        return everything(other);
    }

    private MongoTemplate tokens(MongoDatabase of) {
        return DefaultMongoTemplate.builder()
                .mongoDatabase(engine.client(), of.getName())
                .build();
    }

    void forgetTokens() {
        database.getCollection("trackingtokens").deleteMany(new Document());
    }

    void chat(String chatId, long messages) {
        TimelineGroup.store(events, 0, List.of(created(chatId)));
        says(chatId, 1, messages);
    }

    void says(String chatId, long first, long last) {
        for (long seq = first; seq <= last; seq++) {
            says(chatId, seq);
        }
    }

    void says(String chatId, long seq) {
        TimelineGroup.store(events, seq, List.of(sent(chatId, seq)));
    }

    /** @param number of the mark among those of ann in this chat, from 0 */
    void reads(String chatId, long number, long after, long upTo) {
        TimelineGroup.store(
                events, chatId + ":ann", number, new MessagesRead(new ChatId(chatId), ANN, after, upTo, AT));
    }

    long head(String chatId) {
        Document found = one(Chats.COLLECTION, chatId);
        return found == null ? -1 : found.get(Chats.LAST, Document.class).getLong(ViewSchema.SEQ);
    }

    Document read(String chatId) {
        return one(Members.COLLECTION, chatId + ":ann").get(Members.READ, Document.class);
    }

    /** As the query side counts it. */
    long unread(String chatId) {
        Document latest = one(Members.COLLECTION, chatId + ":ann").get(Members.OWN_LATEST, Document.class);
        return one(Chats.COLLECTION, chatId).get(Chats.LAST, Document.class).getLong(ViewSchema.ORDINAL)
                - read(chatId).getLong(ViewSchema.ORDINAL)
                - (latest.getLong(ViewSchema.OWN) - read(chatId).getLong(ViewSchema.OWN));
    }

    @Nullable
    Document timeline(String chatId, long seq) {
        return one(Timeline.COLLECTION, ViewIds.timeline(new ChatId(chatId), seq));
    }

    private Document one(String collection, String id) {
        return database.getCollection(collection)
                .find(Filters.eq(ViewSchema.ID, id))
                .first();
    }

    long letters() {
        return database.getCollection(Letters.COLLECTION).countDocuments();
    }

    static Map<String, Document> everything(MongoDatabase views) {
        return AnnsChat.everything(views, VIEWS);
    }

    static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
    }
}
