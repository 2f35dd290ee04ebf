package io.parley.edge.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.problem.FaultLog;
import io.parley.edge.wire.Format;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.delivery.NumberedPush;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps Redis in step with the devices that are connected here: each is claimed by its connection, and whoever held it
 * before on another node is told. What Redis did not take is claimed again until it does or the connection has gone.
 */
final class DeviceClaims {
    static final int AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final FaultLog FAULTS = new FaultLog(
            LoggerFactory.getLogger(DeviceClaims.class),
            Schedulers.parallel(),
            "Redis did not take a device's claim; until it does, a connection of the device on another node stays open.",
            "steps of claims failed");

    private final RedissonClient redis;
    private final ClaimScripts scripts;
    private final ClaimReturns returns;
    private final MeterRegistry meters;
    private final Consumer<String> onLost;
    /** Of connections that are there; like the other two guarded by this. */
    private final Set<DeviceClaim> open = new HashSet<>();

    private final Set<DeviceClaim> unanswered = new HashSet<>();
    private final Set<DeviceClaim> toRepeat = new LinkedHashSet<>();
    private boolean repeating;

    /** @param onLost told of sessions whose device a newer connection on another node holds */
    DeviceClaims(RedissonClient redis, MeterRegistry meters, Consumer<String> onLost) {
        this.redis = redis;
        this.scripts = new ClaimScripts(redis);
        this.returns = new ClaimReturns(scripts, failure -> failed("give-back", failure));
        this.meters = meters;
        this.onLost = onLost;
    }

    /** For a connection that is new. */
    void claim(DeviceClaim claim) {
        synchronized (this) {
            open.add(claim);
            unanswered.add(claim);
        }
        var unused = scripts.claim(claim).whenComplete((answer, failure) -> {
            boolean isOpen = stopsWaiting(claim);
            if (failure == null) {
                answered(claim, answer, isOpen);
                return;
            }
            lost(claim, isOpen);
            proceed();
            failed("claim", failure);
        });
    }

    /** At once the two: a connection that goes after this gives the device back by itself. */
    private synchronized boolean stopsWaiting(DeviceClaim claim) {
        unanswered.remove(claim);
        return open.contains(claim);
    }

    /** The connection has gone. One whose claim is under way gives the device back when that is answered. */
    void giveUp(DeviceClaim claim) {
        synchronized (this) {
            open.remove(claim);
            toRepeat.remove(claim);
            if (unanswered.contains(claim)) {
                return;
            }
        }
        giveBack(claim, null);
    }

    /** Redis may have forgotten them, or is about to. */
    void claimAllAgain() {
        List<DeviceClaim> all;
        synchronized (this) {
            all = List.copyOf(open);
        }
        repeat(all);
    }

    private void repeat(List<DeviceClaim> claims) {
        synchronized (this) {
            claims.stream().filter(open::contains).forEach(toRepeat::add);
        }
        proceed();
    }

    private void proceed() {
        synchronized (this) {
            if (repeating || toRepeat.isEmpty()) {
                return;
            }
            repeating = true;
        }
        repeatSome();
    }

    private void repeatSome() {
        List<DeviceClaim> some;
        synchronized (this) {
            some = toRepeat.stream().limit(AT_ONCE).toList();
            some.forEach(toRepeat::remove);
            repeating = !some.isEmpty();
            unanswered.addAll(some);
        }
        if (!some.isEmpty()) {
            var unused = scripts.again(some).whenComplete((answers, failure) -> repeated(some, answers, failure));
        }
    }

    private void repeated(
            List<DeviceClaim> claims, @Nullable List<ClaimScripts.Answer> answers, @Nullable Throwable failure) {
        List<Boolean> areOpen = claims.stream().map(this::stopsWaiting).toList();
        if (answers == null) {
            Schedulers.parallel().schedule(this::repeatSome, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < claims.size(); i++) {
                lost(claims.get(i), areOpen.get(i));
            }
            failed("claim", failure);
            return;
        }
        for (int i = 0; i < claims.size(); i++) {
            answered(claims.get(i), answers.get(i), areOpen.get(i));
        }
        repeatSome();
    }

    /** The answer did not come: whether Redis has taken the claim, or will, is not known. */
    private void lost(DeviceClaim claim, boolean isOpen) {
        synchronized (this) {
            if (isOpen && open.contains(claim)) {
                toRepeat.add(claim);
            }
        }
        if (!isOpen) {
            returns.add(claim, null);
        }
    }

    /** Whatever comes of it, the others are seen to. */
    private void answered(DeviceClaim claim, ClaimScripts.Answer answer, boolean isOpen) {
        try {
            settle(claim, answer, isOpen);
        } catch (Throwable e) {
            failed("answer", e);
        }
    }

    private void settle(DeviceClaim claim, ClaimScripts.Answer answer, boolean isOpen) {
        DeviceClaim other = answer.other();
        boolean elsewhere = other != null && !other.node().equals(claim.node());
        if (!isOpen && answer.taken()) {
            giveBack(claim, elsewhere ? other : null);
        } else if (isOpen && other != null && elsewhere) {
            if (answer.taken()) {
                tell(other);
            } else {
                onLost.accept(claim.sessionId());
            }
        }
    }

    private void giveBack(DeviceClaim claim, @Nullable DeviceClaim to) {
        var unused = scripts.giveBack(List.of(new ClaimReturns.Return(claim, to)))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        returns.add(claim, to);
                        failed("give-back", failure);
                    }
                });
    }

    /** A node that is not told finds out when it claims again, after whatever kept it from being told. */
    void tell(DeviceClaim former) {
        byte[] batch = Format.CBOR.write(NodeBatch.close(former.sessionId()));
        var unused = redis.getScript(ByteArrayCodec.INSTANCE)
                .<Long>evalAsync(
                        RScript.Mode.READ_WRITE,
                        NumberedPush.PUBLISH,
                        RScript.ReturnType.LONG,
                        List.of(DeliveryKeys.nodeCounter(former.node()), DeliveryKeys.nodeTopic(former.node())),
                        (Object) batch)
                .exceptionally(failure -> {
                    failed("tell", failure);
                    return 0L;
                });
    }

    private void failed(String step, @Nullable Throwable failure) {
        meters.counter("parley.device.claims.failed", "step", step).increment();
        if (failure != null) {
            FAULTS.report(failure);
        }
    }
}
