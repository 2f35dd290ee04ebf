package io.parley.command.chat;

import io.parley.engines.eventstore.UniqueEvents;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The embedded store as it is, but for look-ups that can be made to fail. */
@Configuration(proxyBeanMethods = false)
public class KeyedStore {
    @Bean
    @Primary
    StoreThatFails storeThatFails(@Qualifier("eventStorageEngine") UniqueEvents store) {
        return new StoreThatFails(store);
    }
}
