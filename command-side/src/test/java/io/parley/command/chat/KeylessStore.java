package io.parley.command.chat;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The embedded store used like one that keeps no unique keys. */
@Configuration(proxyBeanMethods = false)
@Import(KeyedStore.class)
public class KeylessStore {
    @Bean
    @Primary
    PastSends recordedSends(StoreThatFails events) {
        return new RecordedSends(events);
    }
}
