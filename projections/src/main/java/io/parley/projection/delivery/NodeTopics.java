package io.parley.projection.delivery;

import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.delivery.NumberedPush;
import io.parley.shared.json.ParleyJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * One numbered publish per edge node and batch, and one call for all of them, unless the batch is large: Redis cuts off a
 * listener that has too much to take.
 */
@Component
class NodeTopics {
    private static final int BYTES = 512 * 1024;

    private final ShortScript<List<Long>> script;
    private final ObjectWriter cbor =
            ParleyJson.strict(CBORMapper.builder()).build().writerFor(NodeBatch.class);

    NodeTopics(RedissonClient redisson) {
        script = ShortScript.onceOn(
                redisson, ByteArrayCodec.INSTANCE, NumberedPush.PUBLISH_ALL, RScript.ReturnType.LIST);
    }

    /** Publishes and returns the nodes that are no more. A node that only does not listen finds out by the number. */
    Set<String> publish(Map<String, List<Delivery>> byNode) {
        Call call = new Call();
        byNode.forEach((node, deliveries) ->
                pieces(deliveries).forEach(piece -> call.push(node, cbor.writeValueAsBytes(NodeBatch.of(piece)))));
        call.send();
        return call.gone;
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

    /** What goes in one call: as much as Redis passes on before it looks after its listeners again. */
    private final class Call {
        private final Patience patience = new Patience();
        private final List<String> nodes = new ArrayList<>();
        private final List<Object> keys = new ArrayList<>();
        private final List<byte[]> batches = new ArrayList<>();
        private final Set<String> gone = new LinkedHashSet<>();
        private int bytes;

        void push(String node, byte[] batch) {
            nodes.add(node);
            keys.add(ShortScript.key(DeliveryKeys.nodeCounter(node)));
            keys.add(ShortScript.key(DeliveryKeys.nodeTopic(node)));
            batches.add(batch);
            bytes += batch.length;
            if (bytes >= BYTES) {
                send();
            }
        }

        void send() {
            if (nodes.isEmpty()) {
                return;
            }
            script.call(patience, keys, batches.toArray()).forEach(push -> gone.add(nodes.get(push.intValue() - 1)));
            nodes.clear();
            keys.clear();
            batches.clear();
            bytes = 0;
        }
    }
}
