package io.parley.projection.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.shared.delivery.Delivery;
import java.util.List;
import org.redisson.api.RedissonClient;

/** The production router on a Redis of a test's own. */
public final class SimulatedRouter {
    public static final String FORGET = NodeRegistry.FORGET;
    public static final String RAISE = RouterHeads.RAISE;

    private final Router router;

    public SimulatedRouter(RedissonClient redis) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        router = new Router(new NodeRegistry(redis), new NodeTopics(redis), new Missed(redis, meters), meters);
    }

    public void route(List<Delivery> batch) {
        router.route(batch);
    }
}
