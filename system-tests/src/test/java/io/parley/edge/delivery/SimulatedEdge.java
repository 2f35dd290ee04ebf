package io.parley.edge.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.session.NodeId;
import io.parley.edge.session.SimulatedConnections;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.ViewClient;
import io.parley.edge.wire.Format;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.delivery.NumberedPush;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/** The production hub of one node, with a thread and a Redis of a test's own. */
public final class SimulatedEdge {
    public static final String BEGIN = Registry.BEGIN;
    public static final String LEAVE = Registry.LEAVE;
    public static final String ASK = Registry.ASK;

    private final Deque<Runnable> timers = new ArrayDeque<>();
    private final Executor thread;
    private final DeliveryHub hub;
    private @Nullable Runnable beacon;

    public SimulatedEdge(
            Executor thread, RedissonClient redis, NodeId node, ViewClient views, KnownHeads heads, Clock clock) {
        this.thread = thread;
        Registry registry = new Registry(redis, node);
        hub = new DeliveryHub(
                new Steps(),
                registry,
                new HeadComparison(views, registry),
                SimulatedConnections.none(redis, node, clock),
                heads,
                clock,
                new SimpleMeterRegistry());
    }

    public DeliveryHub hub() {
        return hub;
    }

    /** As from the listener's thread. */
    public void received(byte[] message) {
        NumberedPush push = NumberedPush.read(message);
        hub.received(push.number(), Format.CBOR.read(push.batch(), NodeBatch.class), message.length);
    }

    public void resubscribed() {
        hub.resubscribed();
    }

    public void beacon() {
        thread.execute(Objects.requireNonNull(beacon));
    }

    /** Lets all timers go off. */
    public void timers() {
        timers.forEach(thread::execute);
        timers.clear();
    }

    private final class Steps implements Loop {
        @Override
        public void execute(Runnable task) {
            thread.execute(task);
        }

        @Override
        public void after(long millis, Runnable task) {
            timers.add(task);
        }

        @Override
        public void every(long millis, Runnable task) {
            if (millis == Beacon.MILLIS) {
                beacon = task;
            }
        }

        @Override
        public void stop() {}
    }
}
