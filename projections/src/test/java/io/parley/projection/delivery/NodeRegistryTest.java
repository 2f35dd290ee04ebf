package io.parley.projection.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.redis.EmbeddedRedisServer;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.member.UserId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RSet;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** What the router asks of a real Redis and tells it, a script each. */
class NodeRegistryTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final ChatId TEAM = new ChatId("team");
    private static final ChatId CLUB = new ChatId("club");
    private static final ChatId EMPTY = new ChatId("empty");
    /** More than one call may name. */
    private static final int MANY = 2 * Lookup.KEYS_PER_CALL + 1;

    @TempDir
    static Path home;

    private static EmbeddedRedisServer server;
    private static RedissonClient redis;

    private NodeRegistry registry;
    private NodeTopics topics;

    @BeforeAll
    static void startRedis() {
        server = EmbeddedRedisServer.start(home, progress -> {});
        Config config = new Config();
        config.useSingleServer()
                .setAddress(server.url())
                .setTimeout(1_000)
                .setRetryAttempts(1)
                .setConnectionMinimumIdleSize(1);
        redis = Redisson.create(config);
    }

    @AfterAll
    static void stopRedis() {
        redis.shutdown();
        server.close();
    }

    @BeforeEach
    void emptyRegistry() {
        redis.getKeys().flushall();
        registry = new NodeRegistry(redis);
        topics = new NodeTopics(redis);
    }

    @Nested
    class LookingUp {
        @Test
        void findsForEachChatItsOwnNodes() {
            enter(DeliveryKeys.chatNodes(TEAM), "one", "two");
            enter(DeliveryKeys.chatNodes(CLUB), "two");
            assertThat(found(message(TEAM, 1), message(EMPTY, 1), message(CLUB, 1), message(TEAM, 2)))
                    .isEqualTo(
                            Map.of("one", List.of("team 1", "team 2"), "two", List.of("team 1", "club 1", "team 2")));
        }

        @Test
        void findsTheSameNodesForAll() {
            enter(DeliveryKeys.chatNodes(TEAM), "one", "two");
            enter(DeliveryKeys.chatNodes(CLUB), "two", "one");
            assertThat(found(message(TEAM, 1), message(CLUB, 1)))
                    .isEqualTo(Map.of("one", List.of("team 1", "club 1"), "two", List.of("team 1", "club 1")));
        }

        @Test
        void findsNoneWhereThereAreNone() {
            assertThat(found(message(TEAM, 1), message(CLUB, 1))).isEmpty();
        }

        @Test
        void tellsAChatWithoutNodesFromTheOthers() {
            enter(DeliveryKeys.chatNodes(TEAM), "one");
            assertThat(found(message(EMPTY, 1), message(TEAM, 1))).isEqualTo(Map.of("one", List.of("team 1")));
        }

        @Test
        void takesMoreChatsThanOneCallMayName() {
            for (int chat = 0; chat < MANY; chat += 3) {
                enter(DeliveryKeys.chatNodes(chat(chat)), chat % 2 == 0 ? "even" : "odd");
            }
            Map<String, List<Delivery>> found = registry.nodesOf(
                    IntStream.range(0, MANY).mapToObj(i -> message(chat(i), i)).toList());
            assertThat(found).containsOnlyKeys("even", "odd");
            assertThat(found.get("even")).extracting(Delivery::chatId).containsExactlyElementsOf(chats(0));
            assertThat(found.get("odd")).extracting(Delivery::chatId).containsExactlyElementsOf(chats(3));
            assertThat(IntStream.range(0, MANY).filter(i -> !Integer.toString(i).equals(head(chat(i)))))
                    .isEmpty();
        }

        private List<ChatId> chats(int from) {
            return IntStream.iterate(from, i -> i < MANY, i -> i + 6)
                    .mapToObj(NodeRegistryTest::chat)
                    .toList();
        }

        @Test
        void raisesHeadsAndNeverTakesThemBack() {
            found(message(TEAM, 10), message(TEAM, 9), message(CLUB, 0), receipt(EMPTY));
            found(message(TEAM, 9), message(CLUB, 1));
            assertThat(head(TEAM)).isEqualTo("10");
            assertThat(head(CLUB)).isEqualTo("1");
            assertThat(head(EMPTY)).isNull();
        }

        @Test
        void bringsInTheNodesOfAllWhoJoin() {
            enter(DeliveryKeys.chatNodes(TEAM), "one");
            enter(DeliveryKeys.userNodes(ALICE), "two");
            enter(DeliveryKeys.userNodes(BOB), "two", "three");
            assertThat(found(created(TEAM), message(CLUB, 0)))
                    .isEqualTo(Map.of("one", List.of("team 0"), "two", List.of("team 0"), "three", List.of("team 0")));
            assertThat(nodes(DeliveryKeys.chatNodes(TEAM)).readAll()).containsOnly("one", "two", "three");
            assertThat(nodes(DeliveryKeys.chatNodes(TEAM)).remainTimeToLive()).isPositive();
        }
    }

    @Nested
    class Publishing {
        @Test
        void numbersForEachNodeAndNamesThoseThatAreNoMore() {
            begins("one");
            begins("two");
            List<Delivery> batch = List.of(message(TEAM, 1));
            assertThat(topics.publish(Map.of("one", batch, "gone", batch, "two", batch)))
                    .containsExactly("gone");
            assertThat(pushes("one")).isEqualTo("1001");
            assertThat(pushes("two")).isEqualTo("1001");
            assertThat(pushes("gone")).isNull();
        }
    }

    @Nested
    class Forgetting {
        @Test
        void takesADeadNodeOutOfAllThatItWasFoundUnder() {
            List<Delivery> batch =
                    IntStream.range(0, MANY).mapToObj(i -> created(chat(i))).toList();
            batch.forEach(delivery -> enter(DeliveryKeys.chatNodes(delivery.chatId()), "gone"));
            enter(DeliveryKeys.chatNodes(chat(0)), "one");
            enter(DeliveryKeys.userNodes(BOB), "gone");
            registry.forget(List.of("gone"), batch);
            assertThat(redis.getKeys().getKeys()).containsExactly(DeliveryKeys.chatNodes(chat(0)));
            assertThat(nodes(DeliveryKeys.chatNodes(chat(0))).readAll()).containsExactly("one");
        }

        @Test
        void leavesANodeThatIsBack() {
            begins("one");
            enter(DeliveryKeys.chatNodes(TEAM), "one");
            registry.forget(List.of("one"), List.of(message(TEAM, 1)));
            assertThat(nodes(DeliveryKeys.chatNodes(TEAM)).readAll()).containsExactly("one");
        }
    }

    /** By their digests alone Redis knows them only after it was told them once. */
    @Nested
    class UnknownScripts {
        @Test
        void areToldToARedisThatForgotThem() {
            routes();
            redis.getScript().scriptFlush();
            routes();
        }

        @Test
        void areToldToARedisThatWasStartedAnew() {
            routes();
            server.stop();
            server.startAgain();
            await().ignoreExceptions().until(() -> redis.getKeys().count() == 0);
            routes();
        }

        private void routes() {
            begins("one");
            enter(DeliveryKeys.chatNodes(TEAM), "one", "gone");
            Map<String, List<Delivery>> found = registry.nodesOf(List.of(message(TEAM, 7)));
            assertThat(found).containsOnlyKeys("one", "gone");
            assertThat(topics.publish(found)).containsExactly("gone");
            assertThat(pushes("one")).isEqualTo("1001");
            registry.forget(List.of("gone"), List.of(message(TEAM, 7)));
            assertThat(nodes(DeliveryKeys.chatNodes(TEAM)).readAll()).containsExactly("one");
        }
    }

    private Map<String, List<String>> found(Delivery... batch) {
        Map<String, List<Delivery>> byNode = registry.nodesOf(Arrays.asList(batch));
        return byNode.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        node -> node.getValue().stream()
                                .map(delivery -> delivery.chatId() + " " + delivery.seq())
                                .toList()));
    }

    private static ChatId chat(int number) {
        return new ChatId("chat" + number);
    }

    private static RSet<String> nodes(String key) {
        return redis.getSet(key, StringCodec.INSTANCE);
    }

    private static void enter(String key, String... nodes) {
        nodes(key).addAll(List.of(nodes));
    }

    private static void begins(String node) {
        redis.getBucket(DeliveryKeys.nodeCounter(node), StringCodec.INSTANCE).set("1000");
    }

    private static Object pushes(String node) {
        return redis.getBucket(DeliveryKeys.nodeCounter(node), StringCodec.INSTANCE)
                .get();
    }

    private static Object head(ChatId chat) {
        return redis.getBucket(DeliveryKeys.chatHead(chat), StringCodec.INSTANCE)
                .get();
    }

    private static Delivery created(ChatId chat) {
        return Delivery.timeline(chat, 0, envelope(), List.of(ALICE, BOB));
    }

    private static Delivery message(ChatId chat, long seq) {
        return Delivery.timeline(chat, seq, envelope(), List.of());
    }

    private static Delivery receipt(ChatId chat) {
        return new Delivery(chat, -1, envelope(), List.of(), null);
    }

    private static byte[] envelope() {
        return "{}".getBytes(StandardCharsets.UTF_8);
    }
}
