package io.parley.projection.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoStandIn;
import io.parley.engines.mongo.ViewSchema.Letters;
import io.parley.projection.Line;
import io.parley.projection.config.TimelineGroup;
import io.parley.projection.deadletter.LetterDesk;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.MessagesRead;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A mark that stands nowhere, and views behind a line that can be stalled. */
class DeadLetterResourceTest {
    private static final String EVICT = "/admin/dead-letters/c1/evict";

    private final MongoStandIn mongo = MongoStandIn.start(progress -> {});
    private final Line line = new Line(URI.create(mongo.uri()).getPort());
    private final MongoClient role = MongoClients.create("mongodb://127.0.0.1:" + line.port());
    private final MongoClient witness = MongoClients.create(mongo.uri());
    private final MongoDatabase seen = witness.getDatabase("views");
    private final LetterWork work = new LetterWork(Duration.ofMillis(500));
    private final InMemoryEventStorageEngine events = new InMemoryEventStorageEngine();
    private final TimelineGroup group = new TimelineGroup(
            events,
            role.getDatabase("views"),
            DefaultMongoTemplate.builder().mongoDatabase(role, "views").build(),
            UnaryOperator.identity());
    private final WebTestClient client = WebTestClient.bindToController(
                    new DeadLetterResource(group.part(LetterDesk.class), work))
            .configureClient()
            .responseTimeout(Duration.ofSeconds(30))
            .build();

    @BeforeEach
    void oneLetter() {
        TimelineGroup.store(
                events,
                "c1:ann",
                0,
                new MessagesRead(new ChatId("c1"), new UserId("ann"), -1, 5, Instant.parse("2026-11-22T10:00:00Z")));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(letters()).isOne());
    }

    @AfterEach
    void stop() {
        group.close();
        work.stop();
        role.close();
        witness.close();
        line.close();
        mongo.close();
    }

    @Nested
    class AnEviction {
        @Test
        void thatTakesLongIsNoFailureThatOneWouldTryAgain() {
            line.stall();

            client.post()
                    .uri(EVICT + "?letter=ann:0")
                    .exchange()
                    .expectStatus()
                    .isAccepted()
                    .expectBody()
                    .jsonPath("running")
                    .isEqualTo(true)
                    .jsonPath("retryable")
                    .doesNotExist();

            line.restore();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(letters()).isZero());
        }

        @Test
        void mustNameWhatWasSeen() {
            client.post()
                    .uri(EVICT)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("field")
                    .isEqualTo("letter");
            client.post()
                    .uri(EVICT + "?letter=ann:1")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("code")
                    .isEqualTo("CONFLICT")
                    .jsonPath("retryable")
                    .isEqualTo(false);
            assertThat(letters()).isOne();

            client.post()
                    .uri(EVICT + "?letter=ann:0")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("count")
                    .isEqualTo(0);
        }
    }

    private long letters() {
        return seen.getCollection(Letters.COLLECTION).countDocuments();
    }
}
