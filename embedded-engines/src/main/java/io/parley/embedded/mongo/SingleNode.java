package io.parley.embedded.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.parley.embedded.process.Poll;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Makes a freshly started mongod the primary of a replica set that has no other node. */
final class SingleNode {
    private static final int NOT_YET_INITIALIZED = 94;

    private SingleNode() {}

    static boolean becomePrimary(int port, Duration patience) {
        try (MongoClient client = connect(port)) {
            MongoDatabase admin = client.getDatabase("admin");
            return Poll.until(patience, () -> configured(admin, port) && isPrimary(admin));
        }
    }

    /** Shuts down at once: a signal would let a primary wait many seconds for a successor that does not exist. */
    static void shutdown(int port) {
        try (MongoClient client = connect(port)) {
            client.getDatabase("admin")
                    .runCommand(
                            new Document("shutdown", 1).append("force", true).append("timeoutSecs", 1));
        } catch (MongoException gone) {
            // The connection ends with the server; whether that happened shows its process.
            return;
        }
    }

    private static boolean configured(MongoDatabase admin, int port) {
        try {
            Document config =
                    admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
            if (!namesUs(config, port)) {
                admin.runCommand(new Document("replSetReconfig", readdressed(config, port)).append("force", true));
            }
            return true;
        } catch (MongoCommandException e) {
            return e.getErrorCode() == NOT_YET_INITIALIZED && initiated(admin, port);
        } catch (MongoException notYet) {
            return false;
        }
    }

    private static boolean initiated(MongoDatabase admin, int port) {
        try {
            admin.runCommand(new Document(
                    "replSetInitiate",
                    new Document("_id", MongodDaemon.REPLICA_SET).append("members", List.of(member(port)))));
            return true;
        } catch (MongoException notYet) {
            return false;
        }
    }

    private static boolean isPrimary(MongoDatabase admin) {
        try {
            return admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary", false);
        } catch (MongoException notYet) {
            return false;
        }
    }

    static boolean namesUs(Document config, int port) {
        List<Document> members = config.getList("members", Document.class, List.of());
        return members.size() == 1 && host(port).equals(members.get(0).getString("host"));
    }

    static Document readdressed(Document config, int port) {
        return new Document(config)
                .append("version", config.getInteger("version", 0) + 1)
                .append("members", List.of(member(port)));
    }

    private static Document member(int port) {
        return new Document("_id", 0).append("host", host(port));
    }

    private static String host(int port) {
        return "127.0.0.1:" + port;
    }

    private static MongoClient connect(int port) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://" + host(port) + "/?directConnection=true"))
                .applyToClusterSettings(settings -> settings.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .applyToSocketSettings(settings -> settings.connectTimeout(2, TimeUnit.SECONDS)
                        // One that is paused answers nothing.
                        .readTimeout(5, TimeUnit.SECONDS))
                .build());
    }
}
