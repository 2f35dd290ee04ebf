package io.parley.edge.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/** One connection per device, the newest, on whichever node it is; each ends with its token. */
@Component
public final class DeviceConnections {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceConnections.class);
    private static final Problem REPLACED =
            Problem.of(ErrorCode.CONFLICT, "This device opened another connection, which replaces this one.");
    private static final Problem STOPPING =
            new Problem(ErrorCode.UNAVAILABLE, "The server is stopping; connect again.", null, true, 1_000L);
    private static final Problem EXPIRED =
            Problem.of(ErrorCode.UNAUTHENTICATED, "The token has expired; connect again with a new one.");

    private final Map<Device, Open> byDevice = new ConcurrentHashMap<>();
    private final Map<String, Open> byId = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private final AtomicLong lastOrder = new AtomicLong();
    private final DeviceClaims claims;
    private final NodeId node;
    private final Clock clock;

    DeviceConnections(RedissonClient redis, NodeId node, Clock clock, MeterRegistry meters) {
        this.claims = new DeviceClaims(redis, meters, this::replaced);
        this.node = node;
        this.clock = clock;
        meters.gaugeMapSize("parley.device.connections", Tags.empty(), byId);
    }

    void open(Session session, DeviceConnection connection) {
        Device device = new Device(session.userId(), session.deviceId());
        Open open;
        Open former;
        synchronized (byDevice) {
            // The one that stays here must be the one whose claim stays in Redis.
            open = new Open(session, connection, claimOf(session));
            former = byDevice.put(device, open);
        }
        byId.put(session.id(), open);
        if (former != null) {
            former.end(REPLACED);
        }
        if (stopping) {
            open.end(STOPPING);
        }
        claims.claim(open.claim);
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
        byDevice.remove(device, open);
        claims.giveUp(open.claim);
    }

    /** Redis may know nothing, or something else, of the devices that are connected here. */
    public void claimAgain() {
        claims.claimAllAgain();
    }

    private DeviceClaim claimOf(Session session) {
        long order = lastOrder.updateAndGet(last -> Math.max(last + 1, clock.millis()));
        String key = DeliveryKeys.device(session.userId(), session.deviceId());
        return new DeviceClaim(key, node.value(), session.id(), order);
    }

    private record Device(UserId userId, String deviceId) {}

    private record Open(Session session, DeviceConnection connection, DeviceClaim claim) {
        void end(Problem why) {
            try {
                connection.end(why);
            } catch (Throwable e) {
                // Neither the others that are to end nor the one that replaces it are kept back by that.
                LOG.warn("A connection could not be told why it ends; it is closed all the same.", e);
                connection.dispose();
            }
        }
    }
}
