package io.parley.edge.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.session.NoConnections;
import io.parley.edge.session.NodeId;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.ViewClient;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.NodeBatch;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import org.redisson.api.RedissonClient;

/** The production hub of one node, on the thread of whoever calls it; Redis is away for as long as no timer runs. */
public final class LocalHub {
    private final DeliveryHub hub;
    private long pushes;

    public LocalHub(ViewClient views, KnownHeads heads, Clock clock) {
        RedissonClient redis = away();
        NodeId node = new NodeId("benchmark");
        Registry registry = new Registry(redis, node);
        this.hub = new DeliveryHub(
                new CallersThread(),
                registry,
                new HeadComparison(views, registry),
                NoConnections.of(redis, node, clock),
                heads,
                clock,
                new SimpleMeterRegistry());
    }

    public DeliveryHub hub() {
        return hub;
    }

    /** As from the listener's thread, and returns when all streams have it. */
    public void received(Delivery delivery) {
        hub.received(++pushes, NodeBatch.of(List.of(delivery)), delivery.envelope().length);
    }

    private static RedissonClient away() {
        return (RedissonClient) Proxy.newProxyInstance(
                RedissonClient.class.getClassLoader(), new Class<?>[] {RedissonClient.class}, (self, method, given) -> {
                    throw new UnsupportedOperationException("There is no Redis here: " + method);
                });
    }

    private static final class CallersThread implements Loop {
        @Override
        public synchronized void execute(Runnable task) {
            task.run();
        }

        @Override
        public void after(long millis, Runnable task) {}

        @Override
        public void every(long millis, Runnable task) {}

        @Override
        public void stop() {}
    }
}
