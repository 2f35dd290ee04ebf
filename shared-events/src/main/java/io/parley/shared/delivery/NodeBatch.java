package io.parley.shared.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one publish carries to one edge node.
 *
 * @param closed connections that must end because their device connected elsewhere
 */
public record NodeBatch(List<Delivery> deliveries, @Nullable List<String> closed) {
    public static NodeBatch of(List<Delivery> deliveries) {
        return new NodeBatch(deliveries, null);
    }

    public static NodeBatch close(String connectionId) {
        return new NodeBatch(List.of(), List.of(connectionId));
    }
}
