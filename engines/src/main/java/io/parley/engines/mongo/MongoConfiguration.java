package io.parley.engines.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.parley.engines.config.EngineUnavailable;
import java.util.concurrent.TimeUnit;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client for the views: acknowledged by a majority and journalled, read from the primary. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MongoProperties.class)
public class MongoConfiguration {
    /** Name of the bean with which queries are answered: the same database, with less patience. */
    public static final String FOR_QUERIES = "viewsForQueries";

    private static final String DEFAULT_DATABASE = "parley";

    @Bean
    MongoClient mongoClient(MongoProperties properties) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(connectionString(properties))
                .applicationName("parley")
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(properties.serverSelectionMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(properties.serverSelectionMillis(), TimeUnit.MILLISECONDS)
                                .readTimeout(properties.readMillis(), TimeUnit.MILLISECONDS))
                .build());
    }

    @Bean
    MongoDatabase mongoDatabase(MongoClient client, MongoProperties properties) {
        String named = connectionString(properties).getDatabase();
        return client.getDatabase(named == null ? DEFAULT_DATABASE : named);
    }

    /** Somebody waits for each answer, and threads are few: whatever hinders a read, it ends soon. */
    @Bean(name = FOR_QUERIES, defaultCandidate = false)
    MongoDatabase viewsForQueries(MongoDatabase database, MongoProperties properties) {
        return database.withTimeout(properties.queryMillis(), TimeUnit.MILLISECONDS);
    }

    /** Axon's tokens in the same database as the views that they belong to. */
    @Bean
    MongoTemplate mongoTokens(MongoClient client, MongoDatabase database) {
        return DefaultMongoTemplate.builder()
                .mongoDatabase(client, database.getName())
                .build();
    }

    @Bean
    MongoHealth mongoHealthIndicator(MongoDatabase database) {
        return new MongoHealth(database);
    }

    private static ConnectionString connectionString(MongoProperties properties) {
        try {
            return new ConnectionString(properties.uri());
        } catch (IllegalArgumentException e) {
            throw new EngineUnavailable(
                    "The address of MongoDB is not understood: " + e.getMessage(),
                    "Set PARLEY_MONGO_URI (or parley.mongo.uri) to something like mongodb://localhost:27017/parley.",
                    e);
        }
    }
}
