package io.parley.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What goes in by the driver comes out the same, by whichever way it is kept and read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredBytesTest {
    private static final int BUCKET = 256;

    private final MongoStandIn server = MongoStandIn.start(line -> {});
    private final MongoClient client = MongoClients.create(server.uri());
    private MongoCollection<Document> documents = collection();

    @BeforeEach
    void empty() {
        documents.drop();
        documents = collection();
    }

    @AfterAll
    void stop() {
        client.close();
        server.stop();
    }

    private MongoCollection<Document> collection() {
        return client.getDatabase("test").getCollection("documents");
    }

    private Document stored(Object id) {
        return Objects.requireNonNull(documents.find(eq("_id", id)).first());
    }

    private static Date at(long millis) {
        return Date.from(Instant.ofEpochMilli(millis));
    }

    private static Document ofEveryType(Object id) {
        return new Document("_id", id)
                .append("text", "Zoë 🛶 漢")
                .append("empty", "")
                .append("long", Long.MIN_VALUE)
                .append("int", 7)
                .append("double", -0.5)
                .append("yes", true)
                .append("no", false)
                .append("nothing", null)
                .append("at", at(1_700_000_000_123L))
                .append("bytes", new Binary("öl\0".getBytes(StandardCharsets.UTF_8)))
                .append("list", Arrays.asList("a", 1L, null, new Document("in", List.of(1, 2)), List.of()))
                .append("part", new Document("seq", 3L).append("at", null).append("deeper", new Document("x", "y")))
                .append("ünï.çødé".replace('.', '_'), 1);
    }

    @Nested
    class WhatIsInserted {
        @Test
        void comesBackAsItWentIn() {
            Document document = ofEveryType("a");
            documents.insertOne(document);
            assertThat(stored("a")).isEqualTo(document);
            assertThat(documents.find(gte("_id", "")).into(new ArrayList<>())).containsExactly(document);
            assertThat(documents.find(eq("text", "Zoë 🛶 漢")).first()).isEqualTo(document);
            assertThat(documents.find(regex("_id", "^a")).first()).isEqualTo(document);
        }

        @Test
        void mayHaveAnIdThatIsNoTextAndTypesThatViewsDoNotUse() {
            for (Object id : List.of(7, 7.5, new ObjectId(), new Document("chat", "c").append("seq", 1L))) {
                Document document = ofEveryType(id).append("price", Decimal128.parse("1.10"));
                documents.insertOne(document);
                assertThat(stored(id)).isEqualTo(document);
            }
            Document rare = new Document("_id", "rare").append("price", Decimal128.parse("1.10"));
            documents.insertOne(rare);
            assertThat(stored("rare")).isEqualTo(rare);
        }

        @Test
        void getsAnIdIfItHasNone() {
            client.getDatabase("test")
                    .runCommand(new Document("insert", "documents")
                            .append("documents", List.of(new Document("name", "nobody"))));
            assertThat(documents.find(eq("name", "nobody")).first()).containsKey("_id");
        }

        @Test
        void isFoundWhereverItsIdStands() {
            Document late = new Document("name", "late").append("_id", "z");
            client.getDatabase("test")
                    .runCommand(new Document("insert", "documents")
                            .append("documents", List.of(late, new Document("name", "b").append("_id", "a"))));
            assertThat(stored("z")).containsEntry("name", "late");
            documents.replaceOne(eq("_id", "z"), new Document("name", "replaced"));
            assertThat(documents.find(gte("_id", "a")).into(new ArrayList<>()))
                    .containsExactly(
                            new Document("_id", "a").append("name", "b"),
                            new Document("_id", "z").append("name", "replaced"));
        }

        @Test
        void isRefusedWhereItsIdIsTakenAndNeighboursAreNot() {
            documents.insertOne(new Document("_id", "a").append("first", true));
            assertThatThrownBy(() -> documents.insertOne(new Document("_id", "a").append("first", false)))
                    .isInstanceOfSatisfying(
                            MongoWriteException.class,
                            e -> assertThat(e.getError().getCode()).isEqualTo(11000));
            assertThat(stored("a")).containsEntry("first", true);
        }

        @Test
        void canBeUpdatedInEveryWay() {
            documents.insertOne(ofEveryType("a"));
            documents.updateOne(eq("_id", "a"), Updates.set("part.seq", 4L));
            documents.updateOne(eq("_id", "a"), Updates.max("long", 5L));
            documents.updateOne(eq("_id", "a"), Updates.push("list", "last"));
            documents.updateOne(eq("text", "Zoë 🛶 漢"), Updates.unset("int"));
            Document expected = ofEveryType("a").append("long", 5L);
            expected.get("part", Document.class).append("seq", 4L);
            expected.remove("int");
            List<Object> list = new ArrayList<>(expected.getList("list", Object.class));
            list.add("last");
            assertThat(stored("a")).isEqualTo(expected.append("list", list));
        }

        @Test
        void isHeldToAnotherUniqueIndexToo() {
            documents.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
            documents.insertOne(new Document("_id", "a").append("name", "ann"));
            assertThatThrownBy(() -> documents.insertOne(new Document("_id", "b").append("name", "ann")))
                    .isInstanceOf(MongoWriteException.class);
            assertThat(documents.countDocuments()).isEqualTo(1);
        }
    }

    @Nested
    class WhatIsFound {
        @Test
        void hasTheFieldsThatWereAskedForInTheirOrder() {
            documents.insertOne(ofEveryType("a"));
            assertThat(documents
                            .find(eq("_id", "a"))
                            .projection(Projections.include("part", "text", "missing"))
                            .first())
                    .isEqualTo(new Document("_id", "a")
                            .append("text", "Zoë 🛶 漢")
                            .append("part", ofEveryType("a").get("part")));
            assertThat(documents
                            .find(eq("_id", "a"))
                            .projection(Projections.fields(Projections.include("part.seq"), Projections.excludeId()))
                            .first())
                    .isEqualTo(new Document("part", new Document("seq", 3L)));
            assertThat(documents
                            .find(in("_id", "a"))
                            .projection(Projections.exclude("list"))
                            .first())
                    .doesNotContainKey("list")
                    .containsKey("text");
        }

        @Test
        void comesInBatchesThatLaterWritesDoNotChange() {
            documents.insertMany(IntStream.range(0, 10)
                    .mapToObj(i -> new Document("_id", "k" + i).append("n", 0L))
                    .toList());
            try (var cursor =
                    documents.find(gte("_id", "k2")).skip(1).batchSize(2).cursor()) {
                cursor.next();
                documents.updateMany(new Document(), Updates.set("n", 1L));
                List<Object> read = new ArrayList<>();
                cursor.forEachRemaining(document -> read.add(document.get("n")));
                assertThat(read).hasSize(6).containsOnly(0L);
            }
        }
    }

    @Nested
    class ABucketThatGrows {
        /** As marks are written: one path for each seq, the earliest time counts. */
        @Test
        void isReadWholeAtAnyMomentByReadersBesideTheWriter() {
            var writer = CompletableFuture.runAsync(this::fill);
            long largest = 0;
            boolean last;
            do {
                last = writer.isDone();
                for (Document bucket : documents.find(gte("_id", "chat:"))) {
                    Document marks = bucket.get("r", Document.class);
                    assertThat(marks.keySet())
                            .containsExactlyElementsOf(IntStream.range(0, marks.size())
                                    .mapToObj(Integer::toString)
                                    .toList());
                    assertThat(marks.values()).hasOnlyElementsOfType(Date.class);
                    largest = Math.max(largest, marks.size());
                }
            } while (!last);
            writer.join();
            assertThat(largest).isEqualTo(BUCKET);
        }

        @Test
        void keepsTheEarliestTimeOfEach() {
            fill();
            documents.updateOne(eq("_id", "chat:1"), Updates.min("r.7", at(3)));
            documents.updateOne(eq("_id", "chat:1"), Updates.min("r.8", at(9_999)));
            Document marks = stored("chat:1").get("r", Document.class);
            assertThat(marks).hasSize(BUCKET).containsEntry("7", at(3)).containsEntry("8", at(1_008));
            assertThat(stored("chat:1").get("d", Document.class)).hasSize(BUCKET);
        }

        private void fill() {
            for (int seq = 0; seq < BUCKET; seq++) {
                Date at = at(1_000 + seq);
                documents.updateOne(
                        eq("_id", "chat:1"),
                        Updates.combine(Updates.min("d." + seq, at), Updates.min("r." + seq, at)),
                        new UpdateOptions().upsert(true));
            }
        }
    }

    @Nested
    class BulkWrites {
        @Test
        void insertAndUpdateManyWhateverTheirOrder() {
            var unordered = new BulkWriteOptions().ordered(false);
            var upsert = new UpdateOptions().upsert(true);
            for (int round = 0; round < 2; round++) {
                documents.bulkWrite(
                        IntStream.range(0, 300)
                                .mapToObj(i -> new UpdateOneModel<Document>(
                                        eq("_id", "u" + i * 7919 % 300), Updates.max("n", (long) i), upsert))
                                .toList(),
                        unordered);
            }
            documents.bulkWrite(
                    IntStream.range(0, 300)
                            .mapToObj(i -> new InsertOneModel<>(new Document("_id", "i" + i * 7919 % 300)))
                            .toList(),
                    unordered);
            assertThat(documents.countDocuments()).isEqualTo(600);
            assertThat(documents.find(gte("_id", "u")).into(new ArrayList<>())).hasSize(300);
        }
    }
}
