package io.parley.projection.config;

import static io.parley.projection.AnnsChat.ANN;
import static io.parley.projection.AnnsChat.AT;
import static io.parley.projection.AnnsChat.created;
import static io.parley.projection.AnnsChat.everything;
import static io.parley.projection.AnnsChat.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Letters;
import io.parley.shared.chat.ChatId;
import io.parley.shared.message.SendRecorded;
import io.parley.shared.receipt.MessagesRead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On Axon Server each message brings a record of its send into the stream of all events. */
class SendRecordsTest {
    private static final List<String> VIEWS = List.of("timeline", "chats", "members", "memberships", "marks", "holes");
    /** More than one batch, with the records. */
    private static final int MESSAGES = 300;

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.parley.embedded.mongo.MongoEngine#all")
    void leaveTheViewsAsTheyAreWithoutThem(MongoEngine engine) {
        Map<String, Document> without = views(engine, story(false));
        Map<String, Document> with = views(engine, story(true));

        assertThat(without).hasSizeGreaterThan(MESSAGES);
        assertThat(with).isEqualTo(without);
    }

    private static InMemoryEventStorageEngine story(boolean records) {
        InMemoryEventStorageEngine events = new InMemoryEventStorageEngine();
        for (String chat : List.of("c1", "c2")) {
            ChatId chatId = new ChatId(chat);
            TimelineGroup.store(events, 0, List.of(created(chat)));
            for (long seq = 1; seq <= MESSAGES; seq++) {
                TimelineGroup.store(events, seq, List.of(sent(chat, seq)));
                if (records) {
                    record(events, chatId, seq);
                }
            }
            TimelineGroup.store(events, chat + ":ann", 0, new MessagesRead(chatId, ANN, -1, MESSAGES / 2, AT));
        }
        return events;
    }

    /** Every tenth is of a kind that this version does not know. */
    private static void record(EventStorageEngine events, ChatId chatId, long seq) {
        String key = "key_of-" + chatId + "-" + seq;
        Object record = seq % 10 == 0 ? unknown() : new SendRecorded(key, chatId, seq);
        events.appendEvents(new GenericDomainEventMessage<>("SendRecord", key, 0, record));
    }

    private static UnknownSerializedType unknown() {
        return new UnknownSerializedType(
                Jackson3Serializer.builder().build(),
                new SimpleSerializedObject<>("{}", String.class, "io.parley.shared.message.SendRecordedAnew", "1"));
    }

    private static Map<String, Document> views(MongoEngine engine, InMemoryEventStorageEngine events) {
        MongoDatabase database = engine.emptyDatabase();
        DefaultMongoTemplate tokens = DefaultMongoTemplate.builder()
                .mongoDatabase(engine.client(), database.getName())
                .build();
        try (TimelineGroup group = new TimelineGroup(events, database, tokens, UnaryOperator.identity())) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(List.of("c1:ann", "c2:ann"))
                            .allSatisfy(
                                    member -> assertThat(mark(database, member)).isEqualTo(MESSAGES / 2L)));
        }
        assertThat(database.getCollection(Letters.COLLECTION).countDocuments())
                .as("events set aside")
                .isZero();
        return everything(database, VIEWS);
    }

    private static long mark(MongoDatabase database, String member) {
        Document found = database.getCollection(ViewSchema.Members.COLLECTION)
                .find(new Document(ViewSchema.ID, member))
                .first();
        Document read = found == null ? null : found.get(ViewSchema.Members.READ, Document.class);
        return read == null ? -1 : read.getLong(ViewSchema.SEQ);
    }
}
