package io.parley.engines.redis;

import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether Redis answers. Without it messages are stored and views kept; devices get them later. */
final class RedisHealth extends AbstractHealthIndicator {
    private final RedissonClient redisson;

    RedisHealth(RedissonClient redisson) {
        super("Redis did not answer a ping");
        this.redisson = redisson;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        boolean answers = redisson.getRedisNodes(RedisNodes.SINGLE).pingAll();
        builder.status(answers ? "UP" : "DOWN");
    }
}
