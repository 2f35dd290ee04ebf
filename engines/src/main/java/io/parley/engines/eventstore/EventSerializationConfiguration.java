package io.parley.engines.eventstore;

import io.parley.shared.json.ParleyJson;
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
}
