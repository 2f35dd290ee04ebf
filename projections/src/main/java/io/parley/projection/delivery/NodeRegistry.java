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
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RSetAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** Which edge nodes hold devices of a chat's members, as the edge nodes themselves registered in Redis. */
@Component
@SuppressWarnings("FutureReturnValueIgnored") // Batched: ShortBatch waits for all of them and throws.
class NodeRegistry {
    /** The node may have come back meanwhile and entered itself again: what it enters then stays. */
    static final String FORGET = """
            if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
            for i = 2, #KEYS do redis.call('SREM', KEYS[i], ARGV[1]) end
            return 1
            """;

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
        RBatch redis = ShortBatch.on(redisson);
        RouterHeads.raise(redis, headsOf(batch));
        Map<ChatId, RFuture<Set<Object>>> chats = new LinkedHashMap<>();
        Map<UserId, RFuture<Set<Object>>> users = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            chats.computeIfAbsent(delivery.chatId(), chat -> members(redis, DeliveryKeys.chatNodes(chat)));
            delivery.joined()
                    .forEach(user ->
                            users.computeIfAbsent(user, joined -> members(redis, DeliveryKeys.userNodes(joined))));
        }
        ShortBatch.execute(redis);
        return new Lookup(answers(chats), answers(users));
    }

    private static RFuture<Set<Object>> members(RBatch redis, String key) {
        return redis.getSet(key, StringCodec.INSTANCE).readAllAsync();
    }

    static Map<ChatId, Long> headsOf(List<Delivery> batch) {
        Map<ChatId, Long> heads = new LinkedHashMap<>();
        batch.stream()
                .filter(delivery -> delivery.seq() >= 0)
                .forEach(delivery -> heads.merge(delivery.chatId(), delivery.seq(), Math::max));
        return heads;
    }

    /** Registers the nodes of new members for them, before what follows is routed: they must not miss the next seq. */
    private void registerJoining(List<Delivery> batch, Lookup lookup) {
        RBatch redis = ShortBatch.on(redisson);
        boolean any = false;
        for (Delivery delivery : batch) {
            Set<String> nodes = lookup.nodesOf(delivery.joined());
            if (!nodes.isEmpty()) {
                any = true;
                lookup.chats
                        .computeIfAbsent(delivery.chatId(), absent -> new LinkedHashSet<>())
                        .addAll(nodes);
                RSetAsync<String> entered =
                        redis.getSet(DeliveryKeys.chatNodes(delivery.chatId()), StringCodec.INSTANCE);
                entered.addAllAsync(nodes);
                entered.expireAsync(DeliveryKeys.NODES_TTL);
            }
        }
        if (any) {
            ShortBatch.execute(redis);
        }
    }

    /** Takes nodes that are no more out of what this batch found them under. */
    void forget(Collection<String> deadNodes, List<Delivery> batch) {
        if (deadNodes.isEmpty()) {
            return;
        }
        Set<String> keys = new LinkedHashSet<>();
        for (Delivery delivery : batch) {
            keys.add(DeliveryKeys.chatNodes(delivery.chatId()));
            delivery.joined().forEach(user -> keys.add(DeliveryKeys.userNodes(user)));
        }
        RBatch redis = ShortBatch.on(redisson);
        RScriptAsync scripts = redis.getScript(StringCodec.INSTANCE);
        for (String node : deadNodes) {
            List<Object> counterAndSets = new ArrayList<>();
            counterAndSets.add(DeliveryKeys.nodeCounter(node));
            counterAndSets.addAll(keys);
            scripts.evalAsync(RScript.Mode.READ_WRITE, FORGET, RScript.ReturnType.LONG, counterAndSets, node);
        }
        ShortBatch.execute(redis);
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
