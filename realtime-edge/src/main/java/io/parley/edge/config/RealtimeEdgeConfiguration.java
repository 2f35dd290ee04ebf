package io.parley.edge.config;

import io.parley.edge.command.CommandProperties;
import io.parley.edge.session.EdgeProperties;
import io.parley.edge.session.NodeId;
import io.parley.edge.session.RequestArgumentResolver;
import io.parley.engines.redis.RedisConfiguration;
import java.security.SecureRandom;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.rsocket.autoconfigure.RSocketMessageHandlerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The whole edge; a process that plays this role imports it beside the engines. */
@Configuration(proxyBeanMethods = false)
@Import(RedisConfiguration.class)
@EnableConfigurationProperties({EdgeProperties.class, CommandProperties.class})
@ComponentScan(
        basePackages = "io.parley.edge",
        excludeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SpringBootConfiguration.class))
public class RealtimeEdgeConfiguration {
    @Bean
    NodeId nodeId() {
        return new NodeId(UUID.randomUUID().toString());
    }

    @Bean(defaultCandidate = false)
    SecureRandom edgeRandomness() {
        return new SecureRandom();
    }

    /** Runs what waits for its time; nothing on it may block. */
    @Bean(defaultCandidate = false, destroyMethod = "dispose")
    Scheduler edgeTimer() {
        return new CoarseTimer(Schedulers.parallel());
    }

    @Bean
    RSocketMessageHandlerCustomizer requestsOfDevices() {
        return handler -> handler.getArgumentResolverConfigurer().addCustomResolver(new RequestArgumentResolver());
    }
}
