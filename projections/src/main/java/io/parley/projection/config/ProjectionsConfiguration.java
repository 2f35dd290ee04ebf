package io.parley.projection.config;

import io.parley.engines.eventstore.PacedSource;
import io.parley.engines.eventstore.TimelineSourceConfiguration;
import io.parley.engines.eventstore.ViewLag;
import io.parley.engines.mongo.MongoConfiguration;
import io.parley.engines.mongo.ViewSchema.Views;
import io.parley.engines.redis.RedisConfiguration;
import io.parley.projection.deadletter.DeadLetterProperties;
import io.parley.projection.timeline.ByChat;
import io.parley.projection.timeline.ProjectEachBatch;
import java.time.Duration;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything that the projections role consists of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ProjectionsProperties.class, DeadLetterProperties.class})
@Import({MongoConfiguration.class, RedisConfiguration.class, DeliveryGroupConfiguration.class})
@ComponentScan({
    "io.parley.projection.timeline",
    "io.parley.projection.deadletter",
    "io.parley.projection.admin",
    "io.parley.projection.view",
    "io.parley.projection.rebuild",
    "io.parley.projection.delivery"
})
public class ProjectionsConfiguration {
    /** As many as Axon holds ready for a segment: the more, the more events of one chat change its documents once. */
    private static final int BATCH = 1_024;

    /** Views may lag by this; where much is sent they are written that much less often. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Under which Axon tells a batch's segment. */
    private static final String SEGMENT = "Processor[" + Views.TIMELINE_GROUP + "]/SegmentId";

    /** How soon a segment that failed, or whose node went away, is taken up again. */
    static final long CLAIM_MILLIS = 1_000;

    /**
     * What fails for a passing reason is tried again and never skipped; what cannot be projected is set aside chat by
     * chat. No transaction: views and tokens are in MongoDB, and a
     * connection to the event store would be held for nothing.
     */
    @Bean
    ConfigurerModule timelineGroup(
            @Qualifier(TimelineSourceConfiguration.TIMELINE_SOURCE)
                    ObjectProvider<StreamableMessageSource<TrackedEventMessage<?>>> source,
            ProjectEachBatch projectEachBatch,
            MongoTemplate tokens,
            ViewLag viewLag,
            ProjectionsProperties properties) {
        String group = Views.TIMELINE_GROUP;
        BatchPace pace = new BatchPace(viewLag);
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerPooledStreamingEventProcessor(
                        group,
                        axon -> new PacedSource(source.getObject(), PAUSE),
                        (axon, builder) -> builder.batchSize(BATCH)
                                .initialSegmentCount(properties.segments())
                                .initialToken(StreamableMessageSource::createTailToken)
                                .transactionManager(NoTransactionManager.instance())
                                .tokenClaimInterval(CLAIM_MILLIS)
                                .coordinatorExecutor(name -> new ImpatientExecutor(name, CLAIM_MILLIS))
                                .workerExecutor(name -> new GatheringExecutor(name, properties.threads(), pace)))
                .registerTokenStore(
                        group,
                        axon -> TokenStores.inMongo(
                                tokens, axon.serializer(), properties, projectEachBatch::segmentClaimed))
                .registerSequencingPolicy(group, axon -> new ByChat())
                .registerHandlerInterceptor(group, axon -> paced(projectEachBatch, pace))
                .registerErrorHandler(group, axon -> PropagatingErrorHandler.instance())
                .registerListenerInvocationErrorHandler(group, axon -> PropagatingErrorHandler.instance()));
    }

    private static MessageHandlerInterceptor<EventMessage<?>> paced(ProjectEachBatch projection, BatchPace pace) {
        return (unitOfWork, chain) -> {
            Object result = projection.handle(unitOfWork, chain);
            if (unitOfWork instanceof BatchingUnitOfWork<?> batching && batching.isLastMessage()) {
                pace.worked(
                        unitOfWork.getResource(SEGMENT), unitOfWork.getMessage().getTimestamp());
            }
            return result;
        };
    }

    @Bean
    SegmentWatch segmentWatch(ObjectProvider<org.axonframework.config.Configuration> axon) {
        return new SegmentWatch(axon);
    }
}
