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
 * Brings a batch to the edge nodes that hold members of its chats. Redis is a hint and never the record: what it does not
 * take in time is let go, and so is all that comes until it answers again, so that nothing piles up here. The edge nodes
 * fill the hole from the timeline view.
 */
@Component
class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final NodeRegistry registry;
    private final NodeTopics topics;
    private final Missed missed;
    private final Counter delivered;
    private volatile boolean away;

    Router(NodeRegistry registry, NodeTopics topics, Missed missed, MeterRegistry meters) {
        this.registry = registry;
        this.topics = topics;
        this.missed = missed;
        this.delivered = meters.counter("parley.router.delivered");
    }

    void route(List<Delivery> batch) {
        if (batch.isEmpty()) {
            return;
        }
        if (away) {
            missed.note(batch);
            return;
        }
        try {
            Map<String, List<Delivery>> byNode = registry.nodesOf(batch);
            registry.forget(topics.publish(byNode), batch);
            delivered.increment(batch.size());
        } catch (RuntimeException e) {
            missed.note(batch);
            failed(e);
        }
    }

    private void failed(RuntimeException e) {
        if (e instanceof RedisException) {
            away = true;
            LOG.warn(
                    "Redis is away; edge nodes find in the timeline what comes until it is back: {}",
                    String.valueOf(e.getCause()));
        } else {
            LOG.error("A batch could not be routed; edge nodes will find it in the timeline.", e);
        }
    }

    /** Called several times a second: whether Redis answers is found out here, not by the events that come. */
    void lookForRedis() {
        if (!away && !missed.isAnything()) {
            return;
        }
        try {
            missed.tell();
            if (away) {
                LOG.info("Redis is back.");
            }
            away = false;
        } catch (RedisException e) {
            LOG.debug("Redis is still away.", e);
        }
    }
}
