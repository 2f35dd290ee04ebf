package io.parley.edge.world;

import io.parley.edge.wire.Format;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.delivery.NumberedPush;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.ReceiptEnvelope;
import io.parley.shared.timeline.TimelineEnvelopes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.redisson.api.RScript;
import org.redisson.api.RSet;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** Delivers over Redis as the projections do. */
public final class TestRouter implements AutoCloseable {
    private final RedissonClient redis;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean losing;
    private volatile boolean cutOff;

    TestRouter(RedissonClient redis) {
        this.redis = redis;
    }

    /** While on, pushes are lost on their way, as when Redis restarts. */
    public void losePushes(boolean yes) {
        losing = yes;
    }

    /** While on, the router does not reach Redis; it says so as soon as it does. */
    public void cutOff(boolean yes) {
        cutOff = yes;
        if (!yes) {
            redis.getAtomicLong(DeliveryKeys.MISSED).incrementAndGet();
        }
    }

    void event(ChatEvent event, long seq) {
        List<UserId> joined = event instanceof ChatCreated created ? created.members() : List.of();
        byte[] envelope = Format.JSON.write(TimelineEnvelopes.of(event, seq));
        thread.execute(() -> route(Delivery.timeline(event.chatId(), seq, envelope, joined)));
    }

    void receipt(ReceiptEnvelope mark) {
        byte[] envelope = Format.JSON.write(mark);
        thread.execute(() -> route(Delivery.receipt(
                mark.chatId(), envelope, new Delivery.Mark(mark.userId(), mark.receipt(), mark.upTo(), mark.at()))));
    }

    private void route(Delivery delivery) {
        if (cutOff) {
            return;
        }
        try {
            deliver(delivery);
        } catch (RedisException e) {
            // Let go, as the real router does: the edge finds it in the views.
        }
    }

    private void deliver(Delivery delivery) {
        if (delivery.seq() >= 0) {
            redis.<String>getBucket(DeliveryKeys.chatHead(delivery.chatId()), StringCodec.INSTANCE)
                    .set(Long.toString(delivery.seq()), DeliveryKeys.CHAT_HEAD_TTL);
        }
        RSet<String> nodes = redis.getSet(DeliveryKeys.chatNodes(delivery.chatId()), StringCodec.INSTANCE);
        for (UserId user : delivery.joined()) {
            Set<String> ofUser = redis.<String>getSet(DeliveryKeys.userNodes(user), StringCodec.INSTANCE)
                    .readAll();
            nodes.addAll(ofUser);
        }
        byte[] batch = Format.CBOR.write(NodeBatch.of(List.of(delivery)));
        nodes.readAll().forEach(node -> publish(node, batch));
    }

    private void publish(String node, byte[] batch) {
        String counter = DeliveryKeys.nodeCounter(node);
        if (losing) {
            // As the script does, but for the push itself.
            redis.getScript(StringCodec.INSTANCE)
                    .eval(
                            RScript.Mode.READ_WRITE,
                            "if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('INCR', KEYS[1]) end return 0",
                            RScript.ReturnType.LONG,
                            List.of(counter));
            return;
        }
        redis.getScript(ByteArrayCodec.INSTANCE)
                .eval(
                        RScript.Mode.READ_WRITE,
                        NumberedPush.PUBLISH,
                        RScript.ReturnType.LONG,
                        List.of(counter, DeliveryKeys.nodeTopic(node)),
                        (Object) batch);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
