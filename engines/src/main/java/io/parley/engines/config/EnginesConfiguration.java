package io.parley.engines.config;

import io.parley.engines.eventstore.AxonServerEventStoreConfiguration;
import io.parley.engines.eventstore.AxonServerHealth;
import io.parley.engines.eventstore.EmbeddedEventStoreConfiguration;
import io.parley.engines.eventstore.EventSerializationConfiguration;
import io.parley.engines.eventstore.TimelineSourceConfiguration;
import io.parley.engines.eventstore.ViewLag;
import io.parley.engines.refusal.RefusalConfiguration;
import io.parley.shared.json.ParleyJson;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every role imports: event store, JSON, refusals, metrics and time. A role that reaches the views or Redis imports
 * their configurations besides, so that no role needs an engine that it does not use.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    EventSerializationConfiguration.class,
    EmbeddedEventStoreConfiguration.class,
    AxonServerEventStoreConfiguration.class,
    TimelineSourceConfiguration.class,
    AxonServerHealth.class,
    RefusalConfiguration.class,
    MetricsConfiguration.class
})
public class EnginesConfiguration {
    /** Whole milliseconds: what is stored is what every reader sees again. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }

    @Bean
    ViewLag viewLag(Clock clock) {
        return new ViewLag(clock);
    }

    @Bean
    JsonMapper jsonMapper() {
        return ParleyJson.mapper();
    }
}
