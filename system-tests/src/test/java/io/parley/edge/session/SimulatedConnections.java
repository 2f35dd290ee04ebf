package io.parley.edge.session;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.redisson.api.RedissonClient;

/** The connections of a node that has none: a test's streams need no sockets. */
public final class SimulatedConnections {
    private SimulatedConnections() {}

    public static DeviceConnections none(RedissonClient redis, NodeId node, Clock clock) {
        return new DeviceConnections(redis, node, clock, new SimpleMeterRegistry());
    }
}
