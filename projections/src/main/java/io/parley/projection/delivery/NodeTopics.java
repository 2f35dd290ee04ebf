package io.parley.projection.delivery;

import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.json.ParleyJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.cbor.CBORMapper;

/** One publish per edge node and batch, unless the batch is large: Redis cuts off a listener that has too much to take. */
@Component
class NodeTopics {
    private static final int BYTES = 512 * 1024;

    private final RedissonClient redisson;
    private final ObjectWriter cbor =
            ParleyJson.strict(CBORMapper.builder()).build().writerFor(NodeBatch.class);

    NodeTopics(RedissonClient redisson) {
        this.redisson = redisson;
    }

    /** Publishes and returns the nodes that nobody listens for. */
    List<String> publish(Map<String, List<Delivery>> byNode) {
        if (byNode.isEmpty()) {
            return List.of();
        }
        RBatch redis = redisson.createBatch();
        Map<String, RFuture<Long>> listeners = new LinkedHashMap<>();
        byNode.forEach((node, deliveries) -> pieces(deliveries)
                .forEach(piece -> listeners.put(
                        node,
                        redis.getTopic(DeliveryKeys.nodeTopic(node), ByteArrayCodec.INSTANCE)
                                .publishAsync(cbor.writeValueAsBytes(NodeBatch.of(piece))))));
        redis.execute();
        List<String> unheard = new ArrayList<>();
        listeners.forEach((node, count) -> {
            if (count.toCompletableFuture().join() == 0) {
                unheard.add(node);
            }
        });
        return unheard;
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
