package io.parley.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MongoStandInTest {
    @Nested
    class Starting {
        @Test
        void servesTheOrdinaryDriver() {
            try (MongoStandIn standIn = MongoStandIn.start(line -> {});
                    MongoClient client = MongoClients.create(standIn.uri())) {
                client.getDatabase("parley").getCollection("chats").insertOne(new Document("_id", "chat-1"));
                assertThat(client.getDatabase("parley").getCollection("chats").countDocuments())
                        .isEqualTo(1);
            }
        }
    }

    @Nested
    class FindingAndModifying {
        @Test
        void keepsWhatItChanged() {
            try (MongoStandIn standIn = MongoStandIn.start(line -> {});
                    MongoClient client = MongoClients.create(standIn.uri())) {
                MongoCollection<Document> tokens = client.getDatabase("parley").getCollection("tokens");
                tokens.insertOne(new Document("_id", "token-1"));
                tokens.findOneAndUpdate(eq("_id", "token-1"), set("owner", "node-1"));
                assertThat(tokens.find(eq("_id", "token-1")).first()).containsEntry("owner", "node-1");
                assertThat(tokens.updateOne(eq("owner", "node-1"), set("at", 1)).getMatchedCount())
                        .isEqualTo(1);
            }
        }
    }
}
