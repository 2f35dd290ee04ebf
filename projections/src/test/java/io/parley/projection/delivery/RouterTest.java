package io.parley.projection.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.embedded.redis.EmbeddedRedisServer;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.delivery.NumberedPush;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ReceiptType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RSet;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The router against a real Redis, with edge nodes that only listen. */
class RouterTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final CBORMapper CBOR =
            ParleyJson.strict(CBORMapper.builder()).build();

    @TempDir
    static Path home;

    private static EmbeddedRedisServer redis;
    private static RedissonClient redisson;

    private final ChatId chat = ChatId.group(ALICE, "team");
    private Router router;

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedisServer.start(home, progress -> {});
        redisson = client(redis.url());
    }

    @AfterAll
    static void stopRedis() {
        redisson.shutdown();
        redis.close();
    }

    @BeforeEach
    void emptyRegistry() {
        redisson.getKeys().flushall();
        router = routerOn(redisson);
    }

    @Nested
    class Routing {
        @Test
        void reachesTheNodesThatHoldMembersAndNoOthers() {
            Node one = new Node("one").holding(chat);
            Node two = new Node("two").holding(chat);
            Node other = new Node("other").holding(ChatId.group(BOB, "elsewhere"));
            router.route(List.of(message(7), message(8)));
            await().untilAsserted(() -> assertThat(one.seqs()).containsExactly(7L, 8L));
            await().untilAsserted(() -> assertThat(two.seqs()).containsExactly(7L, 8L));
            assertThat(other.batches).isEmpty();
        }

        @Test
        void publishesOnceForABatch() {
            Node node = new Node("one").holding(chat);
            router.route(List.of(message(7), message(8), receipt(), message(9)));
            await().untilAsserted(() -> assertThat(node.seqs()).containsExactly(7L, 8L, -1L, 9L));
            assertThat(node.batches).hasSize(1);
        }

        @Test
        void publishesALargeBatchInPiecesAndInOrder() {
            Node node = new Node("one").holding(chat);
            String large = "x".repeat(200 * 1024);
            router.route(LongStream.range(0, 7)
                    .mapToObj(seq -> Delivery.timeline(chat, seq, envelope(large), List.of()))
                    .toList());
            await().untilAsserted(() -> assertThat(node.seqs()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L));
            assertThat(node.batches).hasSize(3);
        }

        @Test
        void bringsANewChatToTheNodesOfItsUsersAndKeepsThemForWhatFollows() {
            Node node = new Node("one").holding(BOB);
            router.route(List.of(created(), message(1)));
            router.route(List.of(message(2)));
            await().untilAsserted(() -> assertThat(node.seqs()).containsExactly(0L, 1L, 2L));
        }

        @Test
        void leavesTheHeadForEdgesThatJoin() {
            router.route(List.of(message(7), message(9), receipt()));
            assertThat(redisson.getBucket(DeliveryKeys.chatHead(chat), StringCodec.INSTANCE)
                            .get())
                    .isEqualTo("9");
        }

        @Test
        void neverTakesTheHeadBack() {
            router.route(List.of(message(9)));
            router.route(List.of(message(7)));
            assertThat(head(chat)).isEqualTo("9");
        }

        @Test
        void forgetsNodesThatAreNoMore() {
            nodesOf(chat).add("gone");
            Node node = new Node("one").holding(chat);
            router.route(List.of(message(7)));
            await().untilAsserted(() -> assertThat(node.seqs()).containsExactly(7L));
            assertThat(nodesOf(chat).readAll()).containsExactly("one");
        }

        @Test
        void keepsANodeThatDoesNotListenForTheMoment() {
            redisson.getBucket(DeliveryKeys.nodeCounter("deaf"), StringCodec.INSTANCE)
                    .set("41");
            nodesOf(chat).add("deaf");
            router.route(List.of(message(7)));
            assertThat(nodesOf(chat).readAll()).containsExactly("deaf");
            assertThat(redisson.getBucket(DeliveryKeys.nodeCounter("deaf"), StringCodec.INSTANCE)
                            .get())
                    .isEqualTo("42");
        }

        @Test
        void numbersWhatANodeGets() {
            Node node = new Node("one").holding(chat);
            router.route(List.of(message(7)));
            router.route(List.of(message(8)));
            await().untilAsserted(() -> assertThat(node.numbers).containsExactly(1001L, 1002L));
        }

        @Test
        void namesWhatCannotBeSent() {
            Node node = new Node("one").holding(chat);
            router.route(List.of(Delivery.head(chat, 7, List.of())));
            await().untilAsserted(() -> assertThat(node.seqs()).containsExactly(7L));
            assertThat(node.batches.get(0).deliveries().get(0).envelope()).isEmpty();
        }
    }

    private static RSet<String> nodesOf(ChatId chat) {
        return redisson.getSet(DeliveryKeys.chatNodes(chat), StringCodec.INSTANCE);
    }

    private static Object head(ChatId chat) {
        return redisson.getBucket(DeliveryKeys.chatHead(chat), StringCodec.INSTANCE)
                .get();
    }

    /** An edge node as far as the router sees one. */
    private static final class Node {
        private final String id;
        private final List<NodeBatch> batches = new CopyOnWriteArrayList<>();
        private final List<Long> numbers = new CopyOnWriteArrayList<>();

        Node(String id) {
            this.id = id;
            redisson.getTopic(DeliveryKeys.nodeTopic(id), ByteArrayCodec.INSTANCE)
                    .addListener(byte[].class, (topic, bytes) -> {
                        NumberedPush push = NumberedPush.read(bytes);
                        numbers.add(push.number());
                        batches.add(CBOR.readValue(push.batch(), NodeBatch.class));
                    });
            redisson.getBucket(DeliveryKeys.nodeCounter(id), StringCodec.INSTANCE)
                    .set("1000");
        }

        Node holding(ChatId chat) {
            redisson.<String>getSet(DeliveryKeys.chatNodes(chat), StringCodec.INSTANCE)
                    .add(id);
            return this;
        }

        Node holding(UserId user) {
            redisson.<String>getSet(DeliveryKeys.userNodes(user), StringCodec.INSTANCE)
                    .add(id);
            return this;
        }

        List<Long> seqs() {
            return batches.stream()
                    .flatMap(batch -> batch.deliveries().stream())
                    .map(Delivery::seq)
                    .toList();
        }
    }

    private static Router routerOn(RedissonClient client) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new Router(new NodeRegistry(client), new NodeTopics(client), new Missed(client, meters), meters);
    }

    private static RedissonClient client(String url) {
        Config config = new Config();
        config.useSingleServer()
                .setAddress(url)
                .setTimeout(1_000)
                .setRetryAttempts(1)
                .setConnectionMinimumIdleSize(1);
        return Redisson.create(config);
    }

    private Delivery created() {
        return Delivery.timeline(chat, 0, envelope("created"), List.of(ALICE, BOB));
    }

    private Delivery message(long seq) {
        return Delivery.timeline(chat, seq, envelope("message " + seq), List.of());
    }

    private Delivery receipt() {
        return Delivery.receipt(chat, envelope("receipt"), new Delivery.Mark(BOB, ReceiptType.READ, 7, Instant.EPOCH));
    }

    private static byte[] envelope(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
