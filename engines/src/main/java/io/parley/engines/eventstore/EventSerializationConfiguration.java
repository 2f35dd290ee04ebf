package io.parley.engines.eventstore;

import io.parley.shared.json.ParleyJson;
import java.util.Map;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** How messages, snapshots and tokens become JSON. */
@Configuration(proxyBeanMethods = false)
public class EventSerializationConfiguration {
    /**
     * Jackson denies polymorphic types unless they are allowed by name. A replay token holds one of Axon's: without
     * this its processor would retry for ever behind an application that looks started.
     */
    @Bean
    Jackson3SerializerCustomizer axonJson() {
        BasicPolymorphicTypeValidator allowed = BasicPolymorphicTypeValidator.builder()
                .allowIfSubType("io.parley.")
                .allowIfSubType("org.axonframework.eventhandling.")
                .allowIfSubType(String.class)
                .build();
        return builder -> ParleyJson.strict(builder).polymorphicTypeValidator(allowed);
    }

    /**
     * Nothing is added to what a message causes. Axon would store two ids with every event that name a command, which is
     * kept nowhere, and read them back at each place that handles the event.
     */
    @Bean
    CorrelationDataProvider noCorrelationData() {
        return message -> Map.of();
    }
}
