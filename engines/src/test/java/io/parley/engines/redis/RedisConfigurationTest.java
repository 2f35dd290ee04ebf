package io.parley.engines.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.engines.config.EngineUnavailable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisConfigurationTest {
    @Nested
    class AnAddressThatIsNotUnderstood {
        @ParameterizedTest
        @ValueSource(strings = {"parley:sec ret@cache", "http://:sec ret@cache"})
        void isRefusedWithoutBeingRepeated(String url) {
            assertThatThrownBy(() -> new RedisConfiguration().redissonClient(new RedisProperties(url)))
                    .isInstanceOf(EngineUnavailable.class)
                    .hasMessage("The address of Redis is not understood.");
        }
    }
}
