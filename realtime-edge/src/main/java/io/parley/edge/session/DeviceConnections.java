package io.parley.edge.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.parley.edge.wire.Format;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.delivery.NumberedPush;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/** One connection per device, the newest, on whichever node it is; each ends with its token. */
@Component
public final class DeviceConnections {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceConnections.class);
    private static final Duration CLAIM_KEPT = Duration.ofDays(7);
    private static final Problem REPLACED =
            Problem.of(ErrorCode.CONFLICT, "This device opened another connection, which replaces this one.");
    private static final Problem STOPPING =
            new Problem(ErrorCode.UNAVAILABLE, "The server is stopping; connect again.", null, true, 1_000L);
    private static final Problem EXPIRED =
            Problem.of(ErrorCode.UNAUTHENTICATED, "The token has expired; connect again with a new one.");

    private final Map<Device, Open> byDevice = new ConcurrentHashMap<>();
    private final Map<String, Open> byId = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private final RedissonClient redis;
    private final NodeId node;
    private final Clock clock;

    DeviceConnections(RedissonClient redis, NodeId node, Clock clock, MeterRegistry meters) {
        this.redis = redis;
        this.node = node;
        this.clock = clock;
        meters.gaugeMapSize("parley.device.connections", Tags.empty(), byId);
    }

    void open(Session session, DeviceConnection connection) {
        Device device = new Device(session.userId(), session.deviceId());
        Open open = new Open(session, connection);
        byId.put(session.id(), open);
        Open former = byDevice.put(device, open);
        if (former != null) {
            former.end(REPLACED);
        }
        if (stopping) {
            open.end(STOPPING);
        }
        // One after the other: the claim that Redis takes last must be that of the newest.
        CompletableFuture<Void> before = former == null ? CompletableFuture.completedFuture(null) : former.claimed;
        var unused = before.thenRun(() -> claim(device, open));
        Disposable expiry = expiry(session.expiresAt(), open);
        connection.onClose().doFinally(end -> closed(device, open, expiry)).subscribe(done -> {}, error -> {});
    }

    /** The server stops: ends every connection, and those that still come. */
    public void endAll() {
        stopping = true;
        byId.values().forEach(open -> open.end(STOPPING));
    }

    /** Another node has taken over the device of this connection. */
    public void replaced(String sessionId) {
        Open open = byId.get(sessionId);
        if (open != null) {
            open.end(REPLACED);
        }
    }

    private Disposable expiry(@Nullable Instant expiresAt, Open open) {
        if (expiresAt == null) {
            return () -> {};
        }
        long left = Math.max(0, Duration.between(clock.instant(), expiresAt).toMillis());
        return Schedulers.parallel().schedule(() -> open.end(EXPIRED), left, TimeUnit.MILLISECONDS);
    }

    private void closed(Device device, Open open, Disposable expiry) {
        expiry.dispose();
        byId.remove(open.session.id());
        if (byDevice.remove(device, open)) {
            var unused = open.claimed.thenRun(() -> bucket(device)
                    .compareAndSetAsync(claimOf(open.session), null)
                    .exceptionally(e -> false));
        }
    }

    private void claim(Device device, Open open) {
        var unused = bucket(device)
                .getAndSetAsync(claimOf(open.session), CLAIM_KEPT)
                .whenComplete((former, failure) -> {
                    open.claimed.complete(null);
                    if (failure != null) {
                        LOG.warn("Redis did not take a device's claim; a connection of it on another node stays open.");
                    } else if (former != null && !former.startsWith(node + "/")) {
                        tell(former);
                    }
                });
    }

    private void tell(String former) {
        int slash = former.indexOf('/');
        String other = former.substring(0, slash);
        byte[] batch = Format.CBOR.write(NodeBatch.close(former.substring(slash + 1)));
        var unused = redis.getScript(ByteArrayCodec.INSTANCE)
                .evalAsync(
                        RScript.Mode.READ_WRITE,
                        NumberedPush.PUBLISH,
                        RScript.ReturnType.LONG,
                        List.of(DeliveryKeys.nodeCounter(other), DeliveryKeys.nodeTopic(other)),
                        (Object) batch);
    }

    private RBucket<String> bucket(Device device) {
        return redis.getBucket(DeliveryKeys.device(device.userId, device.deviceId), StringCodec.INSTANCE);
    }

    private String claimOf(Session session) {
        return node + "/" + session.id();
    }

    private record Device(UserId userId, String deviceId) {}

    /** @param claimed completes when Redis has taken the claim, or did not answer */
    private record Open(Session session, DeviceConnection connection, CompletableFuture<Void> claimed) {
        Open(Session session, DeviceConnection connection) {
            this(session, connection, new CompletableFuture<>());
        }

        void end(Problem why) {
            connection.end(why);
        }
    }
}
