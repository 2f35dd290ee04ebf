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
import org.redisson.api.RScript;
import org.redisson.api.RSetAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** This node's entries in Redis: which chats and users it wants to hear of. One round trip for any number of them. */
@Component
class Registry {
    /** A stream waits this long for Redis, then goes on with what the views know. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    /** Shorter: a Redis that takes longer is as good as away, and that is to be known within two seconds. */
    private static final Duration BEACON_PATIENCE = Duration.ofSeconds(1);

    /** Never back: Redis may take this after we gave it up, too. */
    static final String BEGIN = """
            if tonumber(redis.call('GET', KEYS[1]) or -1) >= tonumber(ARGV[1]) then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
            """;
    /** Redis may take a removal after we gave it up: by then the key may be entered again, in a later era. */
    static final String LEAVE = """
            local pushes = tonumber(redis.call('GET', KEYS[1]) or -1)
            local era = tonumber(ARGV[2])
            if pushes < era or pushes >= era + tonumber(ARGV[3]) then return 0 end
            for i = 2, #KEYS do redis.call('SREM', KEYS[i], ARGV[1]) end
            return 1
            """;
    /** The run of the server is left out where we are not allowed to ask for it. */
    static final String ASK = """
            local pushes = redis.call('GET', KEYS[1])
            if pushes then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            local missed = redis.call('GET', KEYS[2])
            local info = redis.pcall('INFO', 'server')
            local run = type(info) == 'string' and string.match(info, 'run_id:(%w+)')
            return {pushes or '-1', missed or '0', run or ''}
            """;

    private final RedissonClient redis;
    private final NodeId node;
    private final String counter;

    Registry(RedissonClient redis, NodeId node) {
        this.redis = redis;
        this.node = node;
        this.counter = DeliveryKeys.nodeCounter(node.value());
    }

    /** Makes the change and then, in this order, reads the router's heads of the chats entered. */
    @SuppressWarnings("FutureReturnValueIgnored") // They complete with the batch, whose result is what is read.
    CompletableFuture<Map<ChatId, Long>> change(Registrations.Change change) {
        RBatch batch = redis.createBatch();
        int commands = 2 * change.entered().size();
        if (change.begins()) {
            commands++;
            begin(batch, change.era());
        }
        if (!change.left().isEmpty()) {
            commands++;
            leave(batch, change);
        }
        for (Route route : change.entered()) {
            RSetAsync<String> nodes = batch.getSet(key(route), StringCodec.INSTANCE);
            nodes.addAsync(node.value());
            nodes.expireAsync(DeliveryKeys.NODES_TTL);
        }
        return executed(batch, commands, chatsAmong(change.entered()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It completes with the batch.
    private void begin(RBatch batch, long era) {
        batch.getScript(StringCodec.INSTANCE)
                .evalAsync(
                        RScript.Mode.READ_WRITE,
                        BEGIN,
                        RScript.ReturnType.LONG,
                        List.of(counter),
                        Long.toString(era),
                        Long.toString(DeliveryKeys.NODE_TTL.toMillis()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It completes with the batch.
    private void leave(RBatch batch, Registrations.Change change) {
        List<Object> keys = new ArrayList<>();
        keys.add(counter);
        change.left().forEach(route -> keys.add(key(route)));
        batch.getScript(StringCodec.INSTANCE)
                .evalAsync(
                        RScript.Mode.READ_WRITE,
                        LEAVE,
                        RScript.ReturnType.LONG,
                        keys,
                        node.value(),
                        Long.toString(change.era()),
                        Long.toString(Arrivals.ERA));
    }

    CompletableFuture<Map<ChatId, Long>> heads(List<ChatId> chats) {
        return executed(redis.createBatch(), 0, chats);
    }

    /** Fails where Redis is away. Lets Redis know that this node is there, too. */
    CompletableFuture<Sign> ask() {
        return redis.getScript(StringCodec.INSTANCE)
                .<List<String>>evalAsync(
                        RScript.Mode.READ_WRITE,
                        ASK,
                        RScript.ReturnType.LIST,
                        List.of(counter, DeliveryKeys.MISSED),
                        Long.toString(DeliveryKeys.NODE_TTL.toMillis()))
                .toCompletableFuture()
                .thenApply(
                        answer -> new Sign(Long.parseLong(answer.get(0)), Long.parseLong(answer.get(1)), answer.get(2)))
                .orTimeout(BEACON_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** This node stops: nothing is to be sent to it any more. */
    void forgetNode() {
        var unused = redis.getBucket(counter, StringCodec.INSTANCE).deleteAsync();
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

    private static List<ChatId> chatsAmong(Collection<Route> routes) {
        List<ChatId> chats = new ArrayList<>();
        for (Route route : routes) {
            if (route instanceof ChatRoute chat) {
                chats.add(chat.chatId());
            }
        }
        return chats;
    }

    private static String key(Route route) {
        return route instanceof ChatRoute chat
                ? DeliveryKeys.chatNodes(chat.chatId())
                : DeliveryKeys.userNodes(((UserRoute) route).userId());
    }
}
