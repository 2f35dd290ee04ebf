package io.parley.edge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.session.NodeId;
import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.member.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.beans.factory.annotation.Autowired;

/** What a push did not bring comes from the views, within two seconds. */
class RepairingTest extends EdgeTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Autowired
    private RedissonClient redis;

    @Autowired
    private NodeId node;

    @Autowired
    private MeterRegistry meters;

    private Device ann;
    private Following stream;
    private String chat;

    @BeforeEach
    void follow() {
        ann = device("ann").connect();
        stream = ann.follow(Map.of());
        stream.awaitType("CAUGHT_UP");
        chat = ann.createGroup("ben");
        ann.send(chat, "before");
        awaitSeqs(0, 1);
    }

    @AfterEach
    void close() {
        router.losePushes(false);
        stream.close();
        ann.close();
    }

    @Nested
    class ALostPush {
        @Test
        void isFoundThoughNothingFollowsIt() {
            double before = repairs(Cause.LOST_PUSH);
            router.losePushes(true);
            ann.send(chat, "the last");
            awaitSeqs(0, 1, 2);
            // A look that was under way for another reason may have brought the message first.
            await().atMost(SOON).until(() -> repairs(Cause.LOST_PUSH) > before);
        }

        @Test
        void isFoundForAChatThatTheDeviceNeverHeardOf() {
            router.losePushes(true);
            String fresh = ann.createGroup("ben");
            ann.send(fresh, "hello");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(stream.seqs(fresh)).containsExactly(0L, 1L));
        }

        @Test
        void isFoundForAReceipt() {
            router.losePushes(true);
            ann.ask("receipt", Map.of("chatId", chat, "type", "READ", "seq", 1));
            await().atMost(SOON)
                    .until(() -> stream.seen().stream()
                            .anyMatch(
                                    envelope -> envelope.get("type").asString().equals("RECEIPT")
                                            && envelope.get("chatId").asString().equals(chat)));
        }

        @Test
        void isFoundWhereTheViewLagsBehindIt() {
            double before = repairs(Cause.LOST_PUSH);
            backend.holdViews();
            try {
                router.losePushes(true);
                ann.send(chat, "late");
                await().atMost(SOON).until(() -> repairs(Cause.LOST_PUSH) > before);
            } finally {
                backend.releaseViews();
            }
            awaitSeqs(0, 1, 2);
        }
    }

    @Nested
    class RedisThatForgets {
        @Test
        void isFoundOutThoughNoConnectionBreaks() {
            double before = repairs(Cause.WIPED);
            tellRedis("FLUSHALL");
            ann.send(chat, "unheard");
            awaitSeqs(0, 1, 2);
            assertThat(repairs(Cause.WIPED)).isGreaterThan(before);
            awaitEntries();
            ann.send(chat, "live again");
            awaitSeqs(0, 1, 2, 3);
        }

        @Test
        void bringsAChatThatBeganMeanwhile() {
            tellRedis("FLUSHALL");
            String fresh = ann.createGroup("ben");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(stream.seqs(fresh)).containsExactly(0L));
        }

        @Test
        void isFoundOutByACountFromAnEarlierTime() {
            double before = repairs(Cause.WIPED);
            redis.getBucket(DeliveryKeys.nodeCounter(node.value()), StringCodec.INSTANCE)
                    .set("17", Duration.ofSeconds(10));
            await().atMost(SOON).until(() -> repairs(Cause.WIPED) > before);
            awaitEntries();
        }
    }

    @Nested
    class ASubscriptionThatBreaks {
        @Test
        void losesNothing() {
            tellRedis("CLIENT KILL TYPE pubsub");
            ann.send(chat, "unheard");
            awaitSeqs(0, 1, 2);
        }
    }

    @Nested
    class ARouterCutOffFromRedis {
        @Test
        void letsTheEdgeKnowWhenItIsBack() {
            router.cutOff(true);
            ann.send(chat, "not routed");
            assertThat(stream.seqs(chat)).containsExactly(0L, 1L);
            router.cutOff(false);
            awaitSeqs(0, 1, 2);
        }
    }

    @Nested
    class Entries {
        @Test
        void endBySomeTimeWhereNobodyRenewsThem() {
            assertThat(redis.getSet(DeliveryKeys.chatNodes(new ChatId(chat)), StringCodec.INSTANCE)
                            .remainTimeToLive())
                    .isPositive();
            assertThat(redis.getSet(DeliveryKeys.userNodes(new UserId("ann")), StringCodec.INSTANCE)
                            .remainTimeToLive())
                    .isPositive();
            assertThat(redis.getBucket(DeliveryKeys.nodeCounter(node.value())).remainTimeToLive())
                    .isBetween(1L, DeliveryKeys.NODE_TTL.toMillis());
        }
    }

    private void awaitSeqs(long... seqs) {
        List<Long> expected = LongStream.of(seqs).boxed().toList();
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(stream.seqs(chat)).isEqualTo(expected));
    }

    private void awaitEntries() {
        await().atMost(SOON)
                .until(() -> redis.getSet(DeliveryKeys.chatNodes(new ChatId(chat)), StringCodec.INSTANCE)
                        .contains(node.value()));
    }

    private double repairs(Cause cause) {
        return meters.counter("parley.delivery.repairs", "cause", cause.name().toLowerCase(Locale.ROOT))
                .count();
    }
}
