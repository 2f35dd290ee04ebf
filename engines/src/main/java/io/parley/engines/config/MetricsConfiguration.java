package io.parley.engines.config;

import io.micrometer.core.instrument.MeterRegistry;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Message metrics in Boot's own registry. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
    @Bean
    ConfigurerModule messageMetrics(MeterRegistry registry) {
        MessageTimers timers = new MessageTimers(registry);
        return configurer -> configurer.configureMessageMonitor(axon -> timers::of);
    }
}
