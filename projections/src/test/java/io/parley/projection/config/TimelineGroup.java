package io.parley.projection.config;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.engines.eventstore.ViewLag;
import io.parley.projection.deadletter.DeadLetterProperties;
import io.parley.projection.timeline.ProjectEachBatch;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.json.ParleyJson;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The timeline group as the role wires it, on an event store of a test's own. */
public final class TimelineGroup implements AutoCloseable {
    public static final String NAME = "timeline";

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Configuration axon;
    private final SegmentWatch segments;

    public TimelineGroup(
            EventStorageEngine events, MongoDatabase views, MongoTemplate tokens, UnaryOperator<TokenStore> wrap) {
        this(events, views, tokens, wrap, new DeadLetterProperties(10, 100));
    }

    /** With the token store of the role itself. */
    public TimelineGroup(
            EventStorageEngine events, MongoDatabase views, MongoTemplate tokens, DeadLetterProperties bounds) {
        this(events, views, tokens, null, bounds);
    }

    private TimelineGroup(
            EventStorageEngine events,
            MongoDatabase views,
            MongoTemplate tokens,
            @Nullable UnaryOperator<TokenStore> wrap,
            DeadLetterProperties bounds) {
        parts(context, events, views, bounds);
        ProjectionsProperties properties = new ProjectionsProperties("test", 2, 2);
        Jackson3Serializer json = Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(ParleyJson::strict)
                .build();
        Configurer configurer = DefaultConfigurer.defaultConfiguration()
                .configureSerializer(configuration -> json)
                .configureEmbeddedEventStore(configuration -> events);
        configurer.eventProcessing(
                processing -> processing.registerEventHandler(configuration -> context.getBean("timelineProjection")));
        new ProjectionsConfiguration()
                .timelineGroup(
                        source(),
                        context.getBean(ProjectEachBatch.class),
                        tokens,
                        new ViewLag(Clock.systemUTC()),
                        properties)
                .configureModule(configurer);
        if (wrap != null) {
            configurer.eventProcessing(processing -> processing.registerTokenStore(
                    NAME,
                    configuration -> wrap.apply(TokenStores.inMongo(
                            tokens, json, properties, context.getBean(ProjectEachBatch.class)::segmentClaimed))));
        }
        axon = configurer.buildConfiguration();
        axon.start();
        segments = new SegmentWatch(only(() -> axon));
        segments.start();
    }

    /** The parts of the role between the group and the views, without the group. */
    public static AnnotationConfigApplicationContext parts(
            AnnotationConfigApplicationContext context,
            EventStorageEngine events,
            MongoDatabase views,
            DeadLetterProperties bounds) {
        context.registerBean(MongoDatabase.class, () -> views);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(DeadLetterProperties.class, () -> bounds);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(
                EventStore.class,
                () -> EmbeddedEventStore.builder().storageEngine(events).build());
        context.scan("io.parley.projection.timeline", "io.parley.projection.view", "io.parley.projection.deadletter");
        context.refresh();
        return context;
    }

    private ObjectProvider<StreamableMessageSource<TrackedEventMessage<?>>> source() {
        return only(() -> axon.eventStore());
    }

    private static <T> ObjectProvider<T> only(Supplier<T> part) {
        return new ObjectProvider<>() {
            @Override
            public T getObject() {
                return part.get();
            }
        };
    }

    /** Stores a chat's events as its aggregate would. */
    public static void store(EventStorageEngine events, long firstSeq, List<? extends ChatEvent> chatEvents) {
        events.appendEvents(LongStream.range(0, chatEvents.size())
                .mapToObj(index -> message(chatEvents.get((int) index), firstSeq + index))
                .toList());
    }

    /** Stores anything in any stream. */
    public static void store(EventStorageEngine events, String stream, long seq, Object event) {
        events.appendEvents(new GenericDomainEventMessage<>("Any", stream, seq, event));
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    private static EventMessage<?> message(ChatEvent event, long seq) {
        return new GenericDomainEventMessage<>("Chat", event.chatId().value(), seq, event);
    }

    /** Releases its segments. */
    public void pause() {
        processor().shutDown();
    }

    /** Claims segments again. */
    public void goOn() {
        processor().start();
    }

    private EventProcessor processor() {
        return axon.eventProcessingConfiguration().eventProcessor(NAME).orElseThrow();
    }

    @Override
    public void close() {
        segments.stop();
        axon.shutdown();
        context.close();
    }
}
