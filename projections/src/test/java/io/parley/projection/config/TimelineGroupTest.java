package io.parley.projection.config;

import static io.parley.projection.AnnsChat.created;
import static io.parley.projection.AnnsChat.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.shared.chat.ChatEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.bson.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class TimelineGroupTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InMemoryEventStorageEngine events = new InMemoryEventStorageEngine();
    private final MongoDatabase database;
    private final MongoTemplate tokens;

    TimelineGroupTest(MongoEngine engine) {
        database = engine.emptyDatabase();
        tokens = DefaultMongoTemplate.builder()
                .mongoDatabase(engine.client(), database.getName())
                .build();
    }

    @Nested
    class TheGroup {
        @Test
        void bringsStoredAndNewEventsIntoTheViews() {
            TimelineGroup.store(events, 0, List.of(created("c1"), sent("c1", 1)));
            try (TimelineGroup group = start(UnaryOperator.identity())) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(head("c1")).isEqualTo(1));
                TimelineGroup.store(events, 2, List.of(sent("c1", 2), sent("c1", 3)));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(head("c1")).isEqualTo(3));
            }
        }

        @Test
        void goesOnFromItsTokenAfterARestart() {
            TimelineGroup.store(events, 0, List.of(created("c1"), sent("c1", 1)));
            try (TimelineGroup group = start(UnaryOperator.identity())) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(head("c1")).isEqualTo(1));
            }
            TimelineGroup.store(events, 2, List.of(sent("c1", 2)));
            try (TimelineGroup group = start(UnaryOperator.identity())) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(head("c1")).isEqualTo(2));
            }
        }

        @Test
        void storesATokenOnlyWhenTheViewsHoldWhatItStandsFor() {
            List<ChatEvent> story = LongStream.rangeClosed(0, 600)
                    .mapToObj(seq -> seq == 0 ? created("c1") : sent("c1", seq))
                    .toList();
            TimelineGroup.store(events, 0, story);
            Map<Long, Long> headAtToken = new ConcurrentHashMap<>();
            try (TimelineGroup group = start(store -> new WatchedTokenStore(store, (token, segment) -> {
                if (Segment.computeSegment(segment, 0, 1).matches("c1")) {
                    headAtToken.merge(token.position().orElse(-1), head("c1"), Math::max);
                }
            }))) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(head("c1")).isEqualTo(600));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(headAtToken).containsKey(600L));
            }
            assertThat(headAtToken)
                    .allSatisfy((position, head) -> assertThat(head)
                            .as("head of the view when position %d was noted", position)
                            .isGreaterThanOrEqualTo(position));
        }
    }

    private TimelineGroup start(UnaryOperator<TokenStore> wrap) {
        return new TimelineGroup(events, database, tokens, wrap);
    }

    private long head(String chat) {
        Document found = database.getCollection(Chats.COLLECTION)
                .find(Filters.eq(ViewSchema.ID, chat))
                .first();
        return found == null ? -1 : found.get(Chats.LAST, Document.class).getLong(ViewSchema.SEQ);
    }
}
