package io.parley.edge.delivery;

import io.parley.edge.session.NodeId;
import io.parley.edge.wire.Format;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.delivery.NumberedPush;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.BaseStatusListener;
import org.redisson.client.codec.ByteArrayCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Schedulers;

/** This node's one topic. Tried again and again where Redis is away: the edge works without, only less promptly. */
@Component
class NodeSubscription implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(NodeSubscription.class);
    private static final int AGAIN_AFTER_SECONDS = 2;

    private final RTopic topic;
    private final Registry registry;
    private final DeliveryHub hub;
    private volatile boolean running;

    NodeSubscription(RedissonClient redis, NodeId node, Registry registry, DeliveryHub hub) {
        this.registry = registry;
        this.topic = redis.getTopic(DeliveryKeys.nodeTopic(node.value()), ByteArrayCodec.INSTANCE);
        this.hub = hub;
    }

    @Override
    public void start() {
        running = true;
        subscribe();
    }

    private void subscribe() {
        if (!running) {
            return;
        }
        var unused = asked().whenComplete((id, failure) -> {
            if (failure != null) {
                LOG.warn("Redis does not take this node's subscription; trying again: {}", String.valueOf(failure));
                again();
            }
        });
    }

    private CompletionStage<Integer> asked() {
        try {
            return topic.addListenerAsync(new Subscribed())
                    .thenCompose(id -> topic.addListenerAsync(byte[].class, (channel, bytes) -> received(bytes)));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void again() {
        // First: what comes next may throw.
        Schedulers.parallel().schedule(this::subscribe, AGAIN_AFTER_SECONDS, TimeUnit.SECONDS);
        var unused = topic.removeAllListenersAsync();
    }

    private void received(byte[] bytes) {
        try {
            NumberedPush push = NumberedPush.read(bytes);
            hub.received(push.number(), Format.CBOR.read(push.batch(), NodeBatch.class), bytes.length);
        } catch (RuntimeException e) {
            LOG.error("A batch of deliveries could not be read; do all roles run the same version?", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        registry.forgetNode();
        var unused = topic.removeAllListenersAsync();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private final class Subscribed extends BaseStatusListener {
        @Override
        public void onSubscribe(String channel) {
            hub.resubscribed();
        }
    }
}
