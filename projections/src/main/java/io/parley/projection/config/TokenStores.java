package io.parley.projection.config;

import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Where the groups keep how far they came. */
final class TokenStores {
    /** Edge nodes drop what is pushed once more: what they know by its seq, marks because they do not move. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private TokenStores() {}

    /** Of a group whose work may be repeated. */
    static TokenStore besideTheEvents(
            ConnectionProvider events, Serializer serializer, ProjectionsProperties properties) {
        JdbcTokenStore.Builder builder =
                JdbcTokenStore.builder().connectionProvider(events).serializer(serializer);
        if (properties.nodeId() != null) {
            builder.nodeId(properties.nodeId());
        }
        return new SparseTokens(builder, PAUSE);
    }

    static TokenStore inMongo(MongoTemplate tokens, Serializer serializer, ProjectionsProperties properties) {
        return settings(tokens, serializer, properties).build();
    }

    /** @param claimed called when a segment was claimed, before events of it are handed out */
    static TokenStore inMongo(
            MongoTemplate tokens, Serializer serializer, ProjectionsProperties properties, Runnable claimed) {
        return new TellingTokens(settings(tokens, serializer, properties), claimed);
    }

    private static final class TellingTokens extends MongoTokenStore {
        private final Runnable claimed;

        private TellingTokens(Builder settings, Runnable claimed) {
            super(settings);
            this.claimed = claimed;
        }

        @Override
        public @Nullable TrackingToken fetchToken(String processor, int segment) {
            TrackingToken token = super.fetchToken(processor, segment);
            claimed.run();
            return token;
        }
    }

    /** No transaction: MongoDB needs none for one document. */
    private static MongoTokenStore.Builder settings(
            MongoTemplate tokens, Serializer serializer, ProjectionsProperties properties) {
        MongoTokenStore.Builder builder = MongoTokenStore.builder()
                .mongoTemplate(tokens)
                .serializer(serializer)
                .transactionManager(NoTransactionManager.instance());
        if (properties.nodeId() != null) {
            builder.nodeId(properties.nodeId());
        }
        return builder;
    }
}
