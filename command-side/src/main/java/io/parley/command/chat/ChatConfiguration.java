package io.parley.command.chat;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The chat aggregate and what its handlers ask for. */
@Configuration(proxyBeanMethods = false)
@Import({Chat.class, ChatMembers.class})
public class ChatConfiguration {
    @Bean
    StoredTimeline storedTimeline(EventStore eventStore) {
        return new StoredTimeline(eventStore);
    }
}
