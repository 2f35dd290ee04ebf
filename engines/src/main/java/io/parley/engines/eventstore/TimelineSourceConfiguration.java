package io.parley.engines.eventstore;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where streaming processors read: Axon Server pushes by itself, the embedded store has to be made to. */
@Configuration(proxyBeanMethods = false)
public class TimelineSourceConfiguration {
    /** Name of the bean that streaming processors read from. */
    public static final String TIMELINE_SOURCE = "timelineSource";

    /** A second's worth at full speed, so that who is behind for less need not read from PostgreSQL. */
    private static final int MOST_KEPT = 16_384;
    /** Of payloads as they are stored; in memory they are a few times that. */
    private static final int PART_OF_THE_HEAP = 32;

    @Bean(name = TIMELINE_SOURCE)
    @ConditionalOnProperty(name = "parley.event-store", havingValue = "embedded")
    EventTail tailTimelineSource(IndexedEvents store) {
        return new EventTail(store, MOST_KEPT, Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP);
    }

    @Bean(name = TIMELINE_SOURCE)
    @ConditionalOnProperty(name = "parley.event-store", havingValue = "axonserver")
    StreamableMessageSource<TrackedEventMessage<?>> pushingTimelineSource(EventStore eventStore) {
        return new PlainMessageSource(eventStore);
    }
}
