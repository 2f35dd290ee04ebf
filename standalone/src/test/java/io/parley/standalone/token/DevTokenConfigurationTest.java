package io.parley.standalone.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

class DevTokenConfigurationTest {
    @Nested
    class Configuring {
        @ParameterizedTest
        @ValueSource(strings = {"issuer-uri", "jwk-set-uri", "public-key-location"})
        void issuesNothingBesideAnIssuerOfThePersonsOwn(String setting) {
            new ApplicationContextRunner()
                    .withUserConfiguration(DevTokenConfiguration.class)
                    .withPropertyValues("spring.security.oauth2.resourceserver.jwt." + setting + "=https://issuer")
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .doesNotHaveBean(DevTokenController.class)
                            .doesNotHaveBean(ReactiveJwtDecoder.class));
        }
    }
}
