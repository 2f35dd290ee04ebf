package io.parley.projection.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.member.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RSetAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** Which edge nodes hold devices of a chat's members, as the edge nodes themselves registered in Redis. */
@Component
class NodeRegistry {
    /** The node may have come back meanwhile and entered itself again: what it enters then stays. */
    static final String FORGET = """
            if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
            for i = 2, #KEYS do redis.call('SREM', KEYS[i], ARGV[1]) end
            return 1
            """;

    private final RedissonClient redisson;
    private final Lookup lookup;
    private final ShortScript<Long> forget;

    NodeRegistry(RedissonClient redisson) {
        this.redisson = redisson;
        this.lookup = new Lookup(redisson);
        this.forget = ShortScript.on(redisson, StringCodec.INSTANCE, FORGET, RScript.ReturnType.LONG);
    }

    /** The batch by node, each node's part in the batch's order. */
    Map<String, List<Delivery>> nodesOf(List<Delivery> batch) {
        Map<ChatId, Collection<String>> chats = lookUp(batch);
        Map<String, List<Delivery>> byNode = new TreeMap<>();
        for (Delivery delivery : batch) {
            for (String node : chats.getOrDefault(delivery.chatId(), List.of())) {
                byNode.computeIfAbsent(node, absent -> new ArrayList<>()).add(delivery);
            }
        }
        return byNode;
    }

    /**
     * Heads are written before nodes are read. An edge registers before it reads the head. So whichever comes first,
     * either the edge is found here or it sees that there is more than it was sent.
     */
    private Map<ChatId, Collection<String>> lookUp(List<Delivery> batch) {
        Map<ChatId, Long> heads = headsOf(batch);
        Set<UserId> users = joinedIn(batch);
        Iterator<List<String>> nodes = lookup.nodes(heads, users).iterator();
        Map<ChatId, Collection<String>> ofChats = new HashMap<>();
        heads.keySet().forEach(chat -> ofChats.put(chat, nodes.next()));
        if (!users.isEmpty()) {
            Map<UserId, Collection<String>> ofUsers = new HashMap<>();
            users.forEach(user -> ofUsers.put(user, nodes.next()));
            registerJoining(batch, ofChats, ofUsers);
        }
        return ofChats;
    }

    /** The last seq of each chat, -1 where the batch has no place in its timeline. */
    static Map<ChatId, Long> headsOf(List<Delivery> batch) {
        Map<ChatId, Long> heads = new LinkedHashMap<>();
        batch.forEach(delivery -> heads.merge(delivery.chatId(), delivery.seq(), Math::max));
        return heads;
    }

    private static Set<UserId> joinedIn(List<Delivery> batch) {
        Set<UserId> users = new LinkedHashSet<>();
        batch.forEach(delivery -> users.addAll(delivery.joined()));
        return users;
    }

    /** Registers the nodes of new members for them, before what follows is routed: they must not miss the next seq. */
    @SuppressWarnings("FutureReturnValueIgnored") // Batched: ShortBatch waits for all of them and throws.
    private void registerJoining(
            List<Delivery> batch, Map<ChatId, Collection<String>> ofChats, Map<UserId, Collection<String>> ofUsers) {
        RBatch redis = ShortBatch.on(redisson);
        boolean any = false;
        for (Delivery delivery : batch) {
            Set<String> nodes = new LinkedHashSet<>();
            delivery.joined().forEach(user -> nodes.addAll(ofUsers.getOrDefault(user, List.of())));
            if (!nodes.isEmpty()) {
                any = true;
                RSetAsync<String> entered =
                        redis.getSet(DeliveryKeys.chatNodes(delivery.chatId()), StringCodec.INSTANCE);
                entered.addAllAsync(nodes);
                entered.expireAsync(DeliveryKeys.NODES_TTL);
                ofChats.merge(delivery.chatId(), nodes, NodeRegistry::both);
            }
        }
        if (any) {
            ShortBatch.execute(redis);
        }
    }

    private static Collection<String> both(Collection<String> some, Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }

    /** Takes nodes that are no more out of what this batch found them under. */
    void forget(Collection<String> deadNodes, List<Delivery> batch) {
        if (deadNodes.isEmpty()) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        for (Delivery delivery : batch) {
            names.add(DeliveryKeys.chatNodes(delivery.chatId()));
            delivery.joined().forEach(user -> names.add(DeliveryKeys.userNodes(user)));
        }
        List<Object> sets = names.stream().<Object>map(ShortScript::key).toList();
        Patience patience = new Patience();
        deadNodes.forEach(node -> forget(patience, node, sets));
    }

    private void forget(Patience patience, String node, List<Object> sets) {
        for (int from = 0; from < sets.size(); from += Lookup.KEYS_PER_CALL) {
            List<Object> counterAndSets = new ArrayList<>();
            counterAndSets.add(ShortScript.key(DeliveryKeys.nodeCounter(node)));
            counterAndSets.addAll(sets.subList(from, Math.min(sets.size(), from + Lookup.KEYS_PER_CALL)));
            var unused = forget.call(patience, counterAndSets, node);
        }
    }
}
