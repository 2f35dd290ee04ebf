package io.parley.projection.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.member.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** Which edge nodes hold devices of a chat's members, as the edge nodes themselves registered in Redis. */
@Component
@SuppressWarnings("FutureReturnValueIgnored") // Batched: execute() waits for all of them and throws.
class NodeRegistry {
    private final RedissonClient redisson;

    NodeRegistry(RedissonClient redisson) {
        this.redisson = redisson;
    }

    /** The batch by node, each node's part in the batch's order. */
    Map<String, List<Delivery>> nodesOf(List<Delivery> batch) {
        Lookup lookup = lookUp(batch);
        registerJoining(batch, lookup);
        Map<String, List<Delivery>> byNode = new TreeMap<>();
        for (Delivery delivery : batch) {
            for (String node : lookup.chats.getOrDefault(delivery.chatId(), Set.of())) {
                byNode.computeIfAbsent(node, absent -> new ArrayList<>()).add(delivery);
            }
        }
        return byNode;
    }

    /**
     * Heads are written before nodes are read. An edge registers before it reads the head. So whichever comes first,
     * either the edge is found here or it sees that there is more than it was sent.
     */
    private Lookup lookUp(List<Delivery> batch) {
        RBatch redis = redisson.createBatch();
        headsOf(batch)
                .forEach((chat, head) -> redis.<String>getBucket(DeliveryKeys.chatHead(chat), StringCodec.INSTANCE)
                        .setAsync(Long.toString(head), DeliveryKeys.CHAT_HEAD_TTL));
        Map<ChatId, RFuture<Set<Object>>> chats = new LinkedHashMap<>();
        Map<UserId, RFuture<Set<Object>>> users = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            chats.computeIfAbsent(delivery.chatId(), chat -> members(redis, DeliveryKeys.chatNodes(chat)));
            delivery.joined()
                    .forEach(user ->
                            users.computeIfAbsent(user, joined -> members(redis, DeliveryKeys.userNodes(joined))));
        }
        redis.execute();
        return new Lookup(answers(chats), answers(users));
    }

    private static RFuture<Set<Object>> members(RBatch redis, String key) {
        return redis.getSet(key, StringCodec.INSTANCE).readAllAsync();
    }

    private static Map<ChatId, Long> headsOf(List<Delivery> batch) {
        Map<ChatId, Long> heads = new LinkedHashMap<>();
        batch.stream()
                .filter(delivery -> delivery.seq() >= 0)
                .forEach(delivery -> heads.merge(delivery.chatId(), delivery.seq(), Math::max));
        return heads;
    }

    /** Registers the nodes of new members for them, before what follows is routed: they must not miss the next seq. */
    private void registerJoining(List<Delivery> batch, Lookup lookup) {
        RBatch redis = redisson.createBatch();
        boolean any = false;
        for (Delivery delivery : batch) {
            Set<String> nodes = lookup.nodesOf(delivery.joined());
            if (!nodes.isEmpty()) {
                any = true;
                lookup.chats
                        .computeIfAbsent(delivery.chatId(), absent -> new LinkedHashSet<>())
                        .addAll(nodes);
                redis.getSet(DeliveryKeys.chatNodes(delivery.chatId()), StringCodec.INSTANCE)
                        .addAllAsync(nodes);
            }
        }
        if (any) {
            redis.execute();
        }
    }

    /** Takes nodes that nobody listens for any more out of what this batch found them under. */
    void forget(Collection<String> deadNodes, List<Delivery> batch) {
        if (deadNodes.isEmpty()) {
            return;
        }
        RBatch redis = redisson.createBatch();
        Set<String> keys = new LinkedHashSet<>();
        for (Delivery delivery : batch) {
            keys.add(DeliveryKeys.chatNodes(delivery.chatId()));
            delivery.joined().forEach(user -> keys.add(DeliveryKeys.userNodes(user)));
        }
        keys.forEach(key -> redis.getSet(key, StringCodec.INSTANCE).removeAllAsync(deadNodes));
        redis.execute();
    }

    private static <K> Map<K, Set<String>> answers(Map<K, RFuture<Set<Object>>> questions) {
        Map<K, Set<String>> answers = new HashMap<>();
        questions.forEach((key, nodes) -> {
            Set<String> found = new LinkedHashSet<>();
            nodes.toCompletableFuture().join().forEach(node -> found.add((String) node));
            answers.put(key, found);
        });
        return answers;
    }

    private record Lookup(Map<ChatId, Set<String>> chats, Map<UserId, Set<String>> users) {
        Set<String> nodesOf(List<UserId> joined) {
            Set<String> nodes = new LinkedHashSet<>();
            joined.forEach(user -> nodes.addAll(users.getOrDefault(user, Set.of())));
            return nodes;
        }
    }
}
