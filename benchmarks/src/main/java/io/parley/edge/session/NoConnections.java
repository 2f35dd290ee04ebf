package io.parley.edge.session;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.redisson.api.RedissonClient;

/** The connections of a node whose streams have no sockets. */
public final class NoConnections {
    private NoConnections() {}

    public static DeviceConnections of(RedissonClient redis, NodeId node, Clock clock) {
        return new DeviceConnections(redis, node, clock, new SimpleMeterRegistry());
    }
}
