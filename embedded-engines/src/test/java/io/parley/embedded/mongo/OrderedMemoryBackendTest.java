package io.parley.embedded.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderedMemoryBackendTest {
    private MongoStandIn server;
    private MongoClient client;
    private MongoCollection<Document> documents;

    @BeforeAll
    void start() {
        server = MongoStandIn.start(line -> {});
        client = MongoClients.create(server.uri());
    }

    @AfterAll
    void stop() {
        client.close();
        server.stop();
    }

    @BeforeEach
    void empty() {
        documents = client.getDatabase("test").getCollection("documents");
        documents.deleteMany(new Document());
    }

    @Nested
    class Ranges {
        @Test
        void holdTheirBounds() {
            insert("a:1", "a:2", "a:3", "b:1");
            assertThat(ids(and(gte("_id", "a:1"), lt("_id", "a:3")))).containsExactly("a:1", "a:2");
            assertThat(ids(and(gt("_id", "a:1"), lte("_id", "a:3")))).containsExactly("a:2", "a:3");
            assertThat(ids(new Document("_id", new Document("$gte", "a:2").append("$lt", "b"))))
                    .containsExactly("a:2", "a:3");
        }

        @Test
        void areEmptyWhereNothingCanBeBetween() {
            insert("a", "b");
            assertThat(ids(and(gt("_id", "b"), lt("_id", "a")))).isEmpty();
            assertThat(ids(and(gt("_id", "a"), lt("_id", "a")))).isEmpty();
        }

        @Test
        void comeInTheOrderAskedForWithLimitAndSkip() {
            insert("c", "a", "b", "d");
            assertThat(ids(find(gte("_id", "a")).sort(descending("_id")).limit(2)))
                    .containsExactly("d", "c");
            assertThat(ids(find(gte("_id", "a")).sort(ascending("_id")).skip(1).limit(2)))
                    .containsExactly("b", "c");
        }

        @Test
        void heedTheOtherConditionsToo() {
            documents.insertMany(List.of(
                    new Document("_id", "a").append("from", "ann"),
                    new Document("_id", "b").append("from", "bob"),
                    new Document("_id", "c").append("from", "ann")));
            assertThat(ids(find(and(gt("_id", "a"), lte("_id", "c"), eq("from", "ann")))
                            .sort(descending("_id"))))
                    .containsExactly("c");
        }

        @Test
        void canBeSortedByOtherFields() {
            documents.insertMany(List.of(
                    new Document("_id", "a").append("at", 2),
                    new Document("_id", "b").append("at", 3),
                    new Document("_id", "c").append("at", 1)));
            assertThat(ids(find(gte("_id", "b")).sort(ascending("at")))).containsExactly("c", "b");
        }

        @Test
        void agreeWithASortedSetWhateverIsAddedAndRemoved() {
            Random random = new Random(7);
            TreeSet<String> expected = new TreeSet<>();
            for (int round = 0; round < 500; round++) {
                String id = "k" + random.nextInt(200);
                if (random.nextInt(3) == 0) {
                    documents.deleteOne(eq("_id", id));
                    expected.remove(id);
                } else {
                    documents.updateOne(eq("_id", id), Updates.max("round", round), upsert());
                    expected.add(id);
                }
            }
            for (int round = 0; round < 100; round++) {
                String from = "k" + random.nextInt(200);
                String to = "k" + random.nextInt(200);
                List<String> within =
                        from.compareTo(to) > 0 ? List.of() : List.copyOf(expected.subSet(from, true, to, false));
                assertThat(ids(and(gte("_id", from), lt("_id", to)))).isEqualTo(within);
            }
        }
    }

    @Nested
    class FindingAndChanging {
        /** Token stores claim in this way: a change that were lost would be a claim that nobody holds. */
        @Test
        void changesWhatIsStored() {
            insert("a");
            Document changed = documents.findOneAndUpdate(
                    eq("_id", "a"),
                    Updates.set("owner", "me"),
                    new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
            assertThat(changed).containsEntry("owner", "me");
            assertThat(documents.find(eq("_id", "a")).first()).containsEntry("owner", "me");
        }

        @Test
        void findsNothingWhereNothingMatches() {
            assertThat(documents.findOneAndUpdate(eq("_id", "a"), Updates.set("owner", "me")))
                    .isNull();
        }
    }

    @Nested
    class Everything {
        @Test
        void elseIsFoundAsBefore() {
            insert("a", "b", "c");
            documents.insertOne(new Document("_id", 7).append("name", "seven"));
            assertThat(ids(in("_id", "c", "a", "x"))).containsExactlyInAnyOrder("a", "c");
            assertThat(documents.find(eq("name", "seven")).first()).isNotNull();
            assertThat(documents.find(eq("_id", 7)).first()).isNotNull();
            assertThat(documents.countDocuments()).isEqualTo(4);
        }

        @Test
        void thatWasReadStaysAsItWasReadWhileOthersWrite() {
            insert("a");
            var writer = CompletableFuture.runAsync(() -> IntStream.range(0, 2_000)
                    .forEach(i -> documents.updateOne(eq("_id", "a"), Updates.set("f" + i % 500, i))));
            int reads = 0;
            do {
                assertThat(ids(gte("_id", "a"))).containsExactly("a");
                reads++;
            } while (!writer.isDone());
            writer.join();
            assertThat(reads).isPositive();
        }
    }

    private static UpdateOptions upsert() {
        return new UpdateOptions().upsert(true);
    }

    private void insert(String... ids) {
        for (String id : ids) {
            documents.insertOne(new Document("_id", id));
        }
    }

    private FindIterable<Document> find(Bson filter) {
        return documents.find(filter);
    }

    private List<String> ids(Bson filter) {
        return ids(find(filter));
    }

    private static List<String> ids(FindIterable<Document> found) {
        return found.map(document -> document.getString("_id")).into(new ArrayList<>());
    }
}
