package io.parley.engines.eventstore;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
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

    @Bean(name = TIMELINE_SOURCE)
    @ConditionalOnProperty(name = "parley.event-store", havingValue = "embedded")
    WakingMessageSource wakingTimelineSource(EmbeddedEventStore eventStore) {
        return new WakingMessageSource(eventStore);
    }

    @Bean(name = TIMELINE_SOURCE)
    @ConditionalOnProperty(name = "parley.event-store", havingValue = "axonserver")
    StreamableMessageSource<TrackedEventMessage<?>> pushingTimelineSource(EventStore eventStore) {
        return new PlainMessageSource(eventStore);
    }
}
