package io.parley.engines.eventstore;

import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Axon's own set-up of Axon Server lacks. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "parley.event-store", havingValue = "axonserver")
public class AxonServerEventStoreConfiguration {
    @Bean
    StoredEvents storedEvents(
            AxonServerConnectionManager connections,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            org.axonframework.config.Configuration axon) {
        return new AxonServerStoredEvents(connections, eventSerializer, axon.upcasterChain());
    }
}
