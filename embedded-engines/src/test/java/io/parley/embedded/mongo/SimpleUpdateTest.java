package io.parley.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same updates on the ordered stand-in and on the stock one, side by side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimpleUpdateTest {
    private static final List<String> OPERATORS = List.of("$max", "$min", "$setOnInsert", "$set");
    private static final List<String> PATHS = List.of("a", "b", "a.x", "a.y", "c.1", "c.2", "d", "e.f.g");

    private final MongoStandIn ordered = MongoStandIn.start(line -> {});
    private final MongoServer stock = new MongoServer(new MemoryBackend());
    private final MongoClient orderedClient = MongoClients.create(ordered.uri());
    private final MongoClient stockClient = MongoClients.create(stock.bindAndGetConnectionString());

    @AfterAll
    void stop() {
        orderedClient.close();
        stockClient.close();
        ordered.stop();
        stock.shutdownNow();
    }

    @Test
    void leavesTheSameDocumentsAndAnswersAsTheStockBackend() {
        MongoCollection<Document> mine = orderedClient.getDatabase("test").getCollection("documents");
        MongoCollection<Document> theirs = stockClient.getDatabase("test").getCollection("documents");
        Random random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            Document one = new Document("_id", "k" + random.nextInt(50));
            Document update = update(random);
            UpdateOptions options = new UpdateOptions().upsert(random.nextInt(4) > 0);
            assertThat(answer(mine, one, update, options))
                    .as("round %d: %s", round, update)
                    .isEqualTo(answer(theirs, one, update, options));
            assertThat(mine.find(one).first())
                    .as("round %d: %s", round, update)
                    .isEqualTo(theirs.find(one).first());
        }
        assertThat(mine.countDocuments()).isEqualTo(theirs.countDocuments()).isPositive();
    }

    private static Document update(Random random) {
        Document update = new Document();
        for (int i = 0; i <= random.nextInt(2); i++) {
            Document fields = new Document();
            for (int j = 0; j <= random.nextInt(2); j++) {
                fields.append(PATHS.get(random.nextInt(PATHS.size())), value(random));
            }
            update.append(OPERATORS.get(random.nextInt(OPERATORS.size())), fields);
        }
        return update;
    }

    private static Object value(Random random) {
        long number = random.nextInt(20);
        return switch (random.nextInt(7)) {
            case 0 -> "text" + number;
            case 1 -> Instant.ofEpochMilli(number);
            case 2 -> new Document("seq", number).append("at", Instant.ofEpochMilli(number));
            case 3 -> new Document("seq", number).append("at", null).append("own", number);
            case 4 -> List.of(number);
            default -> number;
        };
    }

    private static String answer(
            MongoCollection<Document> documents, Document one, Document update, UpdateOptions options) {
        try {
            UpdateResult result = documents.updateOne(one, update, options);
            return result.getMatchedCount() + " " + result.getModifiedCount() + " " + result.getUpsertedId();
        } catch (MongoWriteException e) {
            return "refused: " + e.getError().getCode();
        }
    }
}
