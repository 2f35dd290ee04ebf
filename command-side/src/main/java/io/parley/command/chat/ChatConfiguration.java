package io.parley.command.chat;

import io.parley.engines.eventstore.StoredEvents;
import io.parley.engines.eventstore.UniqueEvents;
import java.time.Clock;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The chat aggregate and what its handlers ask for. */
@Configuration(proxyBeanMethods = false)
@Import({Chat.class, OpenChatHandler.class, SendRecord.class, ChatMembers.class})
public class ChatConfiguration {
    @Bean
    @ConditionalOnProperty(name = "parley.event-store", havingValue = "embedded")
    PastSends uniqueSends(UniqueEvents events, Clock clock) {
        return new StagedSends(new UniqueSends(events, clock));
    }

    @Bean
    @ConditionalOnProperty(name = "parley.event-store", havingValue = "axonserver")
    PastSends recordedSends(StoredEvents events) {
        return new StagedSends(new RecordedSends(events));
    }

    @Bean
    CommandTargetResolver sendTarget() {
        return new SendTarget();
    }

    @Bean
    InitializingBean messagesUnderTheirKeys(EventStore events) {
        return () -> events.registerDispatchInterceptor(new KeyedMessages());
    }
}
