package io.parley.engines.redis;

import io.parley.engines.config.EngineUnavailable;
import java.time.Duration;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.SingleServerConfig;
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
        patience(config.useSingleServer())
                .setAddress(properties.url())
                .setClientName("parley")
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

    /** Where Redis is gone a request fails within 0.3 s, where it does not answer after 1.2: twice 500 ms and the pause. */
    private static SingleServerConfig patience(SingleServerConfig server) {
        return server
                // Long enough for a busy server and a full collection of garbage; what it loses is found elsewhere.
                .setTimeout(500)
                // Once more, for the request that meets a connection which Redis has just closed.
                .setRetryAttempts(1)
                .setRetryDelay(new ConstantDelay(Duration.ofMillis(100)))
                .setConnectTimeout(1_000)
                // A paused server keeps its connections open. The pings tell, on the subscription's too.
                .setPingConnectionInterval(1_000)
                // The default grows to 10 s, and until a subscription is back nothing is pushed to this node.
                .setReconnectionDelay(new EqualJitterDelay(Duration.ofMillis(50), Duration.ofMillis(400)))
                .setSubscriptionTimeout(2_000);
    }

    @Bean
    RedisHealth redisHealthIndicator(RedissonClient redisson) {
        return new RedisHealth(redisson);
    }
}
