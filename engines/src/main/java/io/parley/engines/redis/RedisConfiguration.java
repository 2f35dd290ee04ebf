package io.parley.engines.redis;

import io.parley.engines.config.EngineUnavailable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client for Redis. Short waits: Redis is a hint, and nothing may hang on a hint. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisProperties.class)
public class RedisConfiguration {
    @Bean(destroyMethod = "shutdown")
    RedissonClient redissonClient(RedisProperties properties) {
        Config config = new Config();
        config.setCodec(ByteArrayCodec.INSTANCE);
        config.useSingleServer()
                .setAddress(properties.url())
                .setClientName("parley")
                .setConnectTimeout(1_000)
                .setTimeout(1_000)
                .setRetryAttempts(1)
                .setPingConnectionInterval(1_000)
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(16)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(4);
        try {
            return Redisson.create(config);
        } catch (IllegalArgumentException e) {
            // Without its words, which quote the address with its password.
            throw new EngineUnavailable(
                    "The address of Redis is not understood.",
                    "Set PARLEY_REDIS_URL (or parley.redis.url) to something like redis://localhost:6379.",
                    null);
        } catch (RedisException e) {
            throw new EngineUnavailable(
                    "Redis cannot be reached: " + e.getMessage(),
                    "Check that the server runs and that PARLEY_REDIS_URL (or parley.redis.url) names it, e.g. redis://localhost:6379.",
                    e);
        }
    }

    @Bean
    RedisHealth redisHealthIndicator(RedissonClient redisson) {
        return new RedisHealth(redisson);
    }
}
