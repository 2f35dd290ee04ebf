package io.parley.engines.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Loads each module's {@code parley/*.yml} as its defaults. A file of its own per module, since several of them share
 * one class path in the standalone program and an {@code application.yml} would win only once.
 */
public final class ParleyDefaults implements EnvironmentPostProcessor, Ordered {
    private final YamlPropertySourceLoader loader = new YamlPropertySourceLoader();

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:parley/*.yml")) {
                List<PropertySource<?>> sources = loader.load("parley defaults " + file.getFilename(), file);
                sources.forEach(environment.getPropertySources()::addLast);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Parley's default settings could not be read from its own jars", e);
        }
        environment.getPropertySources().addLast(followingEventStore(environment));
    }

    /** After Boot has placed all other settings, so that anything a person or a program sets comes first. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    private static MapPropertySource followingEventStore(ConfigurableEnvironment environment) {
        String eventStore = environment.getRequiredProperty("parley.event-store");
        if (!List.of("axonserver", "embedded").contains(eventStore)) {
            throw new EngineUnavailable(
                    "parley.event-store is \"" + eventStore + "\".", "Set it to axonserver or to embedded.", null);
        }
        return new MapPropertySource(
                "parley event store", Map.of("axon.axonserver.enabled", eventStore.equals("axonserver")));
    }
}
