package io.parley.standalone.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;

/** A development issuer, unless the person names an issuer of their own. */
@Configuration(proxyBeanMethods = false)
@Conditional(NoIssuerConfigured.class)
@Import(DevTokenController.class)
public class DevTokenConfiguration {
    @Bean
    RSAKey developmentKey(@Value("${parley.home}") Path home) {
        return new DevKeyFile(home.resolve("keys")).loadOrCreate();
    }

    @Bean
    DevTokenIssuer devTokenIssuer(RSAKey developmentKey, Clock clock) {
        return new DevTokenIssuer(new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(developmentKey))), clock);
    }

    /** One clock issues and verifies: there is no skew to forgive, and an expired token is expired. */
    @Bean
    ReactiveJwtDecoder developmentJwtDecoder(RSAKey developmentKey, Clock clock) throws JOSEException {
        JwtTimestampValidator unexpired = new JwtTimestampValidator(Duration.ZERO);
        unexpired.setClock(clock);
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withPublicKey(developmentKey.toRSAPublicKey())
                .build();
        decoder.setJwtValidator(unexpired);
        return decoder;
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain developmentSecurity(ServerHttpSecurity http) {
        return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/dev/**"))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }
}
