package io.parley.projection.delivery;

import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.delivery.NumberedPush;
import io.parley.shared.json.ParleyJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.cbor.CBORMapper;

/** One numbered publish per edge node and batch, unless the batch is large: Redis cuts off a listener that has too much to take. */
@Component
class NodeTopics {
    private static final int BYTES = 512 * 1024;

    private final RedissonClient redisson;
    private final ObjectWriter cbor =
            ParleyJson.strict(CBORMapper.builder()).build().writerFor(NodeBatch.class);

    NodeTopics(RedissonClient redisson) {
        this.redisson = redisson;
    }

    /** Publishes and returns the nodes that are no more. A node that only does not listen finds out by the number. */
    Set<String> publish(Map<String, List<Delivery>> byNode) {
        if (byNode.isEmpty()) {
            return Set.of();
        }
        RBatch redis = ShortBatch.onceOn(redisson);
        RScriptAsync scripts = redis.getScript(ByteArrayCodec.INSTANCE);
        Map<String, RFuture<Long>> listeners = new LinkedHashMap<>();
        byNode.forEach((node, deliveries) -> pieces(deliveries)
                .forEach(piece -> listeners.put(
                        node,
                        scripts.evalAsync(
                                RScript.Mode.READ_WRITE,
                                NumberedPush.PUBLISH,
                                RScript.ReturnType.LONG,
                                List.of(DeliveryKeys.nodeCounter(node), DeliveryKeys.nodeTopic(node)),
                                (Object) cbor.writeValueAsBytes(NodeBatch.of(piece))))));
        ShortBatch.execute(redis);
        Set<String> gone = new LinkedHashSet<>();
        listeners.forEach((node, count) -> {
            if (count.toCompletableFuture().join() == NumberedPush.NO_SUCH_NODE) {
                gone.add(node);
            }
        });
        return gone;
    }

    private static List<List<Delivery>> pieces(List<Delivery> deliveries) {
        List<List<Delivery>> pieces = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < deliveries.size(); i++) {
            bytes += deliveries.get(i).envelope().length;
            if (bytes >= BYTES || i == deliveries.size() - 1) {
                pieces.add(deliveries.subList(from, i + 1));
                from = i + 1;
                bytes = 0;
            }
        }
        return pieces;
    }
}
