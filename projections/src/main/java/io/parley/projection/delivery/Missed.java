package io.parley.projection.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What could not be routed. Edge nodes that reach Redis while this router does not must hear of it: as soon as Redis
 * answers, it gets the heads of the chats concerned, then a count that every edge node watches.
 */
@Component
class Missed {
    private static final Logger LOG = LoggerFactory.getLogger(Missed.class);
    /** Beyond, edge nodes find the heads in the views alone. */
    private static final int CHATS = 10_000;

    private final RedissonClient redisson;
    private final Lookup lookup;
    private final Counter letGo;
    private final Counter unreadable;
    private final Map<ChatId, Long> heads = new HashMap<>();
    /** Begins with one: what a router that was killed had let go, nobody else knows of. */
    private long untold = 1;

    Missed(RedissonClient redisson, MeterRegistry meters) {
        this.redisson = redisson;
        this.lookup = new Lookup(redisson);
        this.letGo = meters.counter("parley.router.let.go");
        this.unreadable = meters.counter("parley.router.unreadable");
    }

    synchronized void note(List<Delivery> batch) {
        letGo.increment(batch.size());
        untold += batch.size();
        NodeRegistry.headsOf(batch).forEach((chat, head) -> {
            if (head >= 0 && (heads.size() < CHATS || heads.containsKey(chat))) {
                heads.merge(chat, head, Math::max);
            }
        });
    }

    /** An event that can be neither read nor encoded; its failure might quote it. */
    synchronized void unreadable(String which, Throwable failure) {
        unreadable.increment();
        untold++;
        LOG.error(
                "The event of {} is not pushed ({}); devices get it from the timeline view.",
                which,
                failure.getClass().getName());
    }

    synchronized boolean isAnything() {
        return untold > 0;
    }

    /** Throws where Redis is away. */
    void tell() {
        Told told = told();
        lookup.raise(told.heads);
        RBatch redis = ShortBatch.on(redisson);
        var unused = redis.getAtomicLong(DeliveryKeys.MISSED).addAndGetAsync(told.count);
        ShortBatch.execute(redis);
        done(told);
    }

    private synchronized Told told() {
        return new Told(untold, Map.copyOf(heads));
    }

    private synchronized void done(Told told) {
        untold -= told.count;
        told.heads.forEach(heads::remove);
    }

    private record Told(long count, Map<ChatId, Long> heads) {}
}
