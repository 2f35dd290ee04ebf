package io.parley.standalone.token;

import java.util.stream.Stream;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where no issuer of the person's own is set. */
final class NoIssuerConfigured implements Condition {
    private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Stream.of("issuer-uri", "jwk-set-uri", "public-key-location")
                .noneMatch(name -> context.getEnvironment().containsProperty(PREFIX + name));
    }
}
