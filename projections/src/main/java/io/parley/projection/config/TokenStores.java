package io.parley.projection.config;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.Serializer;

/** Where the groups keep how far they came. */
final class TokenStores {
    private TokenStores() {}

    static TokenStore besideTheEvents(
            ConnectionProvider events, Serializer serializer, ProjectionsProperties properties) {
        JdbcTokenStore.Builder builder =
                JdbcTokenStore.builder().connectionProvider(events).serializer(serializer);
        if (properties.nodeId() != null) {
            builder.nodeId(properties.nodeId());
        }
        return builder.build();
    }

    /** No transaction: MongoDB needs none for one document. */
    static TokenStore inMongo(MongoTemplate tokens, Serializer serializer, ProjectionsProperties properties) {
        MongoTokenStore.Builder builder = MongoTokenStore.builder()
                .mongoTemplate(tokens)
                .serializer(serializer)
                .transactionManager(NoTransactionManager.instance());
        if (properties.nodeId() != null) {
            builder.nodeId(properties.nodeId());
        }
        return builder.build();
    }
}
