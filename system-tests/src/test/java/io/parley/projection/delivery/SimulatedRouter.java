package io.parley.projection.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.NumberedPush;
import java.util.List;
import org.redisson.api.RedissonClient;

/** The production router on a Redis of a test's own. */
public final class SimulatedRouter {
    /** As scripts are called: by their digests. */
    public static final String FORGET = ShortScript.digest(NodeRegistry.FORGET);

    public static final String RAISE_AND_READ = ShortScript.digest(Lookup.RAISE_AND_READ);
    public static final String PUBLISH_ALL = ShortScript.digest(NumberedPush.PUBLISH_ALL);

    private final Router router;

    public SimulatedRouter(RedissonClient redis) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        router = new Router(new NodeRegistry(redis), new NodeTopics(redis), new Missed(redis, meters), meters);
    }

    public void route(List<Delivery> batch) {
        router.route(batch);
    }
}
