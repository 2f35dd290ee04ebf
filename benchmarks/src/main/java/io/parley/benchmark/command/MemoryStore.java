package io.parley.benchmark.command;

import io.parley.engines.eventstore.EventSerializationConfiguration;
import io.parley.engines.eventstore.UniqueEvents;
import io.parley.engines.eventstore.ViewLag;
import io.parley.engines.refusal.RefusalConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** In the place of the engines: events in memory and transactions of nothing. */
@Configuration(proxyBeanMethods = false)
@Import({EventSerializationConfiguration.class, RefusalConfiguration.class})
class MemoryStore {
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }

    @Bean
    ViewLag viewLag(Clock clock) {
        return new ViewLag(clock);
    }

    @Bean
    EventStorageEngine eventStorageEngine() {
        return new InMemoryEventStorageEngine();
    }

    @Bean
    TransactionManager axonTransactionManager() {
        return NoTransactionManager.instance();
    }

    /** No send is a repeat here, and the aggregates know that without asking. */
    @Bean
    UniqueEvents neverAsked() {
        return new UniqueEvents() {
            @Override
            public Optional<DomainEventMessage<?>> at(String aggregateId, long seq) {
                throw new IllegalStateException("A message was taken for a repeat at " + seq + " of " + aggregateId);
            }

            @Override
            public Optional<DomainEventMessage<?>> identifiedBy(String eventIdentifier) {
                throw new IllegalStateException("A message was taken for a repeat: " + eventIdentifier);
            }
        };
    }
}
