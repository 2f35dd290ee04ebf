package io.parley.projection.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.shared.delivery.Delivery;
import java.util.List;
import java.util.Map;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings a batch to the edge nodes that hold members of its chats. Redis is a hint and never the record: while it is
 * away the batch is let go, so that nothing piles up here, and the edge nodes fill the hole from the timeline view.
 */
@Component
class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final NodeRegistry registry;
    private final NodeTopics topics;
    private final Counter delivered;
    private final Counter letGo;

    Router(NodeRegistry registry, NodeTopics topics, MeterRegistry meters) {
        this.registry = registry;
        this.topics = topics;
        this.delivered = meters.counter("parley.router.delivered");
        this.letGo = meters.counter("parley.router.let.go");
    }

    void route(List<Delivery> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            Map<String, List<Delivery>> byNode = registry.nodesOf(batch);
            registry.forget(topics.publish(byNode), batch);
            delivered.increment(batch.size());
        } catch (RedisException e) {
            letGo.increment(batch.size());
            LOG.warn(
                    "{} envelopes could not be routed, edge nodes will find them in the timeline: {}",
                    batch.size(),
                    e.toString());
        }
    }
}
