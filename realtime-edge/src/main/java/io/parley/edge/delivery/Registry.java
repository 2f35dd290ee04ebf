package io.parley.edge.delivery;

import io.parley.edge.session.NodeId;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.DeliveryKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBatch;
import org.redisson.api.RSetAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** This node's entries in Redis: which chats and users it wants to hear of. One round trip for any number of them. */
@Component
class Registry {
    /** A stream waits this long for Redis, then goes on with what the views know. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final RedissonClient redis;
    private final NodeId node;

    Registry(RedissonClient redis, NodeId node) {
        this.redis = redis;
        this.node = node;
    }

    /** Leaves the one, enters the other, and then, in this order, reads the router's heads of the chats entered. */
    @SuppressWarnings("FutureReturnValueIgnored") // They complete with the batch, whose result is what is read.
    CompletableFuture<Map<ChatId, Long>> change(Collection<Route> left, Collection<Route> entered) {
        RBatch batch = redis.createBatch();
        left.forEach(route -> nodes(batch, route).removeAsync(node.value()));
        entered.forEach(route -> nodes(batch, route).addAsync(node.value()));
        List<ChatId> chats = new ArrayList<>();
        for (Route route : entered) {
            if (route instanceof ChatRoute chat) {
                chats.add(chat.chatId());
            }
        }
        return executed(batch, left.size() + entered.size(), chats);
    }

    CompletableFuture<Map<ChatId, Long>> heads(List<ChatId> chats) {
        return executed(redis.createBatch(), 0, chats);
    }

    /** Fails where Redis is away. */
    CompletableFuture<Boolean> ping() {
        return redis.getBucket(DeliveryKeys.nodeTopic(node.value()))
                .isExistsAsync()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // They complete with the batch, whose result is what is read.
    private static CompletableFuture<Map<ChatId, Long>> executed(RBatch batch, int before, List<ChatId> chats) {
        if (before + chats.size() == 0) {
            return CompletableFuture.completedFuture(Map.of());
        }
        chats.forEach(chatId -> batch.getBucket(DeliveryKeys.chatHead(chatId), StringCodec.INSTANCE)
                .getAsync());
        return batch.executeAsync()
                .toCompletableFuture()
                .thenApply(result -> headsIn(result.getResponses(), before, chats))
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Map<ChatId, Long> headsIn(List<?> responses, int before, List<ChatId> chats) {
        Map<ChatId, Long> heads = new HashMap<>();
        for (int i = 0; i < chats.size(); i++) {
            @Nullable Object head = responses.get(before + i);
            if (head != null) {
                heads.put(chats.get(i), Long.parseLong(head.toString()));
            }
        }
        return heads;
    }

    private static RSetAsync<String> nodes(RBatch batch, Route route) {
        String key = route instanceof ChatRoute chat
                ? DeliveryKeys.chatNodes(chat.chatId())
                : DeliveryKeys.userNodes(((UserRoute) route).userId());
        return batch.getSet(key, StringCodec.INSTANCE);
    }
}
