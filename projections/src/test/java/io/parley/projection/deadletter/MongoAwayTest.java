package io.parley.projection.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoStandIn;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.engines.mongo.ViewSchema.Letters;
import io.parley.projection.Line;
import io.parley.projection.config.TimelineGroup;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The stand-in behind a line that fails, with the waits of the role. */
class MongoAwayTest {
    private static final UserId ANN = new UserId("ann");
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    /** About two seconds, and patience for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final InMemoryEventStorageEngine events = new InMemoryEventStorageEngine();
    private long seq;

    @Test
    void viewsCatchUpSoonAfterItIsBackHoweverLongItWasAwayAndNothingIsSetAside() {
        String direct = MongoStandIn.start(line -> {}).uri();
        try (Line line = new Line(URI.create(direct).getPort());
                MongoClient role = MongoClients.create("mongodb://127.0.0.1:" + line.port()
                        + "/?serverSelectionTimeoutMS=1500&connectTimeoutMS=1500&socketTimeoutMS=4000");
                MongoClient witness = MongoClients.create(direct)) {
            TimelineGroup.store(
                    events,
                    0,
                    List.of(new ChatCreated(
                            new ChatId("c1"), ChatKind.GROUP, ANN, List.of(ANN), null, false, false, AT)));
            MongoDatabase seen = witness.getDatabase("away");
            try (TimelineGroup group = start(role)) {
                catchesUp(seen, Duration.ofSeconds(30));

                line.cut();
                // So long that the next of Axon's own waits, twice as long each time, would end well after it is back.
                sendFor(Duration.ofSeconds(17));
                line.restore();
                catchesUp(seen, SOON);

                line.stall();
                sendFor(Duration.ofSeconds(6));
                line.restore();
                catchesUp(seen, SOON);
            }
            assertThat(seen.getCollection(Letters.COLLECTION).countDocuments()).isZero();
            assertThat(seen.getCollection("timeline").countDocuments()).isEqualTo(seq + 1);
        }
    }

    private TimelineGroup start(MongoClient role) {
        return new TimelineGroup(
                events,
                role.getDatabase("away"),
                DefaultMongoTemplate.builder().mongoDatabase(role, "away").build(),
                UnaryOperator.identity());
    }

    private void sendFor(Duration time) {
        await().pollInterval(Duration.ofMillis(200))
                .pollDelay(Duration.ZERO)
                .timeout(time.plusSeconds(5))
                .during(time)
                .until(() -> {
                    send();
                    return true;
                });
    }

    private void send() {
        ChatId chatId = new ChatId("c1");
        seq++;
        TimelineGroup.store(
                events,
                seq,
                List.of(new MessageSent(
                        chatId,
                        MessageId.at(chatId, seq),
                        new ClientMessageId(new UUID(1, seq).toString()),
                        ANN,
                        Content.text("message"),
                        null,
                        null,
                        List.of(),
                        seq,
                        seq,
                        AT)));
    }

    private void catchesUp(MongoDatabase views, Duration time) {
        await().atMost(time).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            Document chat = views.getCollection(Chats.COLLECTION)
                    .find(new Document(ViewSchema.ID, "c1"))
                    .first();
            assertThat(chat).isNotNull();
            assertThat(chat.get(Chats.LAST, Document.class).getLong(ViewSchema.SEQ))
                    .isEqualTo(seq);
        });
    }
}
