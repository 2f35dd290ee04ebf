package io.parley.projection.config;

import io.parley.engines.eventstore.TimelineSourceConfiguration;
import io.parley.projection.delivery.LetOneEventGo;
import io.parley.projection.delivery.RouteEachBatch;
import io.parley.projection.timeline.ByChat;
import io.parley.shared.ThreadRank;
import java.util.concurrent.Executors;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The group that delivers. Its tokens are kept where they survive even when the views are only in memory: what was
 * delivered must not be delivered again because a view is rebuilt.
 */
@Configuration(proxyBeanMethods = false)
class DeliveryGroupConfiguration {
    private static final int BATCH = 256;
    private static final int SEGMENTS = 2;
    private static final ByChat BY_CHAT = new ByChat();

    @Bean
    ConfigurerModule deliveryGroup(
            @Qualifier(TimelineSourceConfiguration.TIMELINE_SOURCE)
                    ObjectProvider<StreamableMessageSource<TrackedEventMessage<?>>> source,
            RouteEachBatch routeEachBatch,
            LetOneEventGo letOneEventGo,
            ObjectProvider<ConnectionProvider> eventsInJdbc,
            ObjectProvider<TransactionManager> transactions,
            MongoTemplate mongo,
            ProjectionsProperties properties) {
        String group = RouteEachBatch.GROUP;
        ConnectionProvider events = eventsInJdbc.getIfAvailable();
        TransactionManager transactionManager =
                events == null ? NoTransactionManager.instance() : transactions.getObject();
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerPooledStreamingEventProcessor(
                        group,
                        axon -> source.getObject(),
                        (axon, builder) -> builder.batchSize(BATCH)
                                .initialSegmentCount(SEGMENTS)
                                .initialToken(StreamableMessageSource::createHeadToken)
                                .transactionManager(transactionManager)
                                .tokenClaimInterval(ProjectionsConfiguration.CLAIM_MILLIS)
                                .coordinatorExecutor(
                                        name -> new ImpatientExecutor(name, ProjectionsConfiguration.CLAIM_MILLIS))
                                .workerExecutor(name -> Executors.newScheduledThreadPool(
                                        SEGMENTS,
                                        new AxonThreadFactory(
                                                ThreadRank.BEHIND_SENDERS, new ThreadGroup("projection-" + name)))))
                .registerTokenStore(
                        group,
                        axon -> events == null
                                ? TokenStores.inMongo(mongo, axon.serializer(), properties)
                                : TokenStores.besideTheEvents(events, axon.serializer(), properties))
                .registerSequencingPolicy(group, axon -> DeliveryGroupConfiguration::chatOf)
                .registerHandlerInterceptor(group, axon -> routeEachBatch::handle)
                .registerErrorHandler(group, axon -> PropagatingErrorHandler.instance())
                .registerListenerInvocationErrorHandler(group, axon -> letOneEventGo.asErrorHandler()));
    }

    /** An event that cannot be read is no chat's. */
    private static @Nullable Object chatOf(EventMessage<?> event) {
        try {
            return BY_CHAT.getSequenceIdentifierFor(event);
        } catch (RuntimeException e) {
            return event.getIdentifier();
        }
    }
}
