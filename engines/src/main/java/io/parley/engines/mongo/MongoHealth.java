package io.parley.engines.mongo;

import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether the views can be reached. */
final class MongoHealth extends AbstractHealthIndicator {
    private final MongoDatabase database;

    MongoHealth(MongoDatabase database) {
        super("MongoDB did not answer a ping");
        this.database = database;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        database.runCommand(new Document("ping", 1));
        builder.up().withDetail("database", database.getName());
    }
}
