package io.parley.projection.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.embedded.process.Command;
import io.parley.embedded.process.Processes;
import io.parley.embedded.redis.EmbeddedRedisServer;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.delivery.NumberedPush;
import io.parley.shared.json.ParleyJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import tools.jackson.dataformat.cbor.CBORMapper;

/** A real Redis that stands still with a push on its way to it, and does late what it was told. */
class PausedRedisTest {
    private static final CBORMapper CBOR =
            ParleyJson.strict(CBORMapper.builder()).build();
    private static final String NODE = "one";
    private static final ChatId CHAT = new ChatId("team");
    private static final long FIRST_NUMBER = 1_000;
    /** Long enough for the client to send its batch once more, while Redis stands still. */
    private static final Duration REPEATS = Duration.ofMillis(1_500);

    /** Longer than the client goes on with what it was given, whatever it makes of it. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    @TempDir
    Path home;

    private EmbeddedRedisServer server;
    private RedissonClient redis;
    private RedissonClient node;
    private final List<Long> numbers = new CopyOnWriteArrayList<>();
    private final List<Long> seqs = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        server = EmbeddedRedisServer.start(home, progress -> {});
        redis = client(server.url());
        node = client(server.url());
        node.getTopic(DeliveryKeys.nodeTopic(NODE), ByteArrayCodec.INSTANCE)
                .addListener(byte[].class, (topic, bytes) -> received(NumberedPush.read(bytes)));
        node.getBucket(DeliveryKeys.nodeCounter(NODE), StringCodec.INSTANCE).set(Long.toString(FIRST_NUMBER));
        node.<String>getSet(DeliveryKeys.chatNodes(CHAT), StringCodec.INSTANCE).add(NODE);
    }

    @AfterEach
    void stop() {
        redis.shutdown();
        node.shutdown();
        server.close();
    }

    @Test
    void pushesNothingTwiceAndNothingBehindWhatCameAfterIt() {
        PausingTopics topics = new PausingTopics(redis);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Missed missed = new Missed(redis, meters);
        Router router = new Router(new NodeRegistry(redis), topics, missed, meters);
        for (long seq = 0; seq < 6; seq += 3) {
            router.route(List.of(message(seq)));
            topics.pausesNext = true;
            router.route(List.of(message(seq + 1)));
            passes(REPEATS);
            signal("CONT");
            await().until(() -> {
                router.lookForRedis();
                return !missed.isAnything();
            });
            router.route(List.of(message(seq + 2)));
        }

        passes(QUIET);
        assertThat(seqs).contains(0L, 2L, 3L, 5L).isSorted().doesNotHaveDuplicates();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(numbers.get(numbers.size() - 1)).isEqualTo(FIRST_NUMBER + numbers.size());
    }

    private static void passes(Duration time) {
        await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
    }

    private void received(NumberedPush push) {
        numbers.add(push.number());
        CBOR.readValue(push.batch(), NodeBatch.class).deliveries().forEach(delivery -> seqs.add(delivery.seq()));
    }

    private void signal(String name) {
        long pid = Processes.pidIn(home.resolve("redis/redis.pid")).orElseThrow();
        assertThat(Command.run(List.of("kill", "-" + name, Long.toString(pid)), Duration.ofSeconds(5))
                        .succeeded())
                .isTrue();
    }

    /** With the patience of the roles' client. */
    private static RedissonClient client(String url) {
        Config config = new Config();
        config.useSingleServer()
                .setAddress(url)
                .setTimeout(500)
                .setRetryAttempts(1)
                .setRetryDelay(new ConstantDelay(Duration.ofMillis(100)))
                .setConnectionMinimumIdleSize(2);
        return Redisson.create(config);
    }

    private static Delivery message(long seq) {
        return Delivery.timeline(CHAT, seq, ("message " + seq).getBytes(StandardCharsets.UTF_8), List.of());
    }

    /** Knows where a push goes before Redis stands still. */
    private final class PausingTopics extends NodeTopics {
        private boolean pausesNext;

        PausingTopics(RedissonClient redisson) {
            super(redisson);
        }

        @Override
        Set<String> publish(Map<String, List<Delivery>> byNode) {
            if (pausesNext) {
                pausesNext = false;
                signal("STOP");
            }
            return super.publish(byNode);
        }
    }
}
