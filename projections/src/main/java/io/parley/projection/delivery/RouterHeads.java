package io.parley.projection.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.DeliveryKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/** How far the router has come in each chat, for edge nodes that join. */
final class RouterHeads {
    /** Never back: what is routed once more, or what Redis takes late, must not hide what was routed since. */
    static final String RAISE = """
            for i, key in ipairs(KEYS) do
              if tonumber(redis.call('GET', key) or -1) < tonumber(ARGV[i]) then
                redis.call('SET', key, ARGV[i], 'PX', ARGV[#KEYS + 1])
              end
            end
            return 0
            """;

    private RouterHeads() {}

    @SuppressWarnings("FutureReturnValueIgnored") // It completes with the batch, which throws.
    static void raise(RBatch redis, Map<ChatId, Long> heads) {
        if (heads.isEmpty()) {
            return;
        }
        List<Object> keys = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        heads.forEach((chat, head) -> {
            keys.add(DeliveryKeys.chatHead(chat));
            values.add(Long.toString(head));
        });
        values.add(Long.toString(DeliveryKeys.CHAT_HEAD_TTL.toMillis()));
        redis.getScript(StringCodec.INSTANCE)
                .evalAsync(RScript.Mode.READ_WRITE, RAISE, RScript.ReturnType.LONG, keys, values.toArray());
    }
}
