package io.parley.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
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

        @Test
        void ranksItsThreadsBehindWhatSendersWaitFor() {
            try (MongoStandIn standIn = MongoStandIn.start(line -> {});
                    MongoClient client = MongoClients.create(standIn.uri())) {
                client.getDatabase("parley").getCollection("chats").countDocuments();
                assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> thread.getName().startsWith("mongo-server-worker"))
                        .isNotEmpty()
                        .allMatch(thread -> thread.getPriority() == Thread.MIN_PRIORITY);
            }
        }
    }
}
