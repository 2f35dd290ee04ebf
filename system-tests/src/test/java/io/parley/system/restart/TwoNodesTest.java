package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.member.UserId;
import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.OutlivingServer;
import io.parley.system.kit.Parley;
import io.parley.system.kit.SharedEngines;
import io.parley.system.kit.Standalone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Two server processes on the same engines. The one that started first projects and routes, since it holds all segments;
 * of the other there remain the edge and the command side.
 */
@EndToEnd
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesTest {
    private static final int LAST = Integer.MAX_VALUE;
    private static final Duration AWAY = Duration.ofSeconds(5);
    /** Two seconds are promised on a machine that does nothing else. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** So many times what it takes before the outage are granted besides, for machines that have more to do. */
    private static final int BUSY = 10;

    /** For which a part of router and views stays with a node that is no more. */
    private static final Duration CLAIM = Duration.ofSeconds(10);

    /** Far less than the next look into the views for chats that nobody has named. */
    private static final Duration AT_ONCE = Duration.ofMillis(700);

    private static SharedEngines engines;
    private static Standalone here;
    private static Standalone there;
    private static RedissonClient redis;

    private Parley atHere;
    private Parley atThere;
    private Device alice;
    private String bob;

    @BeforeAll
    static void start(OutlivingServer first) {
        engines = first.engines();
        Config config = new Config();
        config.useSingleServer().setAddress(engines.redis().url()).setConnectionMinimumIdleSize(1);
        redis = Redisson.create(config);
        here = first.standalone();
        there = first.anotherNode("there");
    }

    @AfterAll
    static void stop() {
        there.close();
        redis.shutdown();
    }

    @BeforeEach
    void people() {
        atHere = new Parley(here.base());
        atThere = new Parley(there.base());
        alice = atHere.device("alice", "tablet");
        bob = atHere.userId("bob");
    }

    @AfterEach
    void hangUp() {
        atThere.close();
        atHere.close();
    }

    @Test
    void oneDeviceHasOneConnectionWhicheverNodeItComesTo() {
        Device laptop = atThere.connectAs(bob, "laptop");
        Device first = atHere.connectAs(bob, "phone");
        String chatId = alice.opensDirect(first);
        Device second = atThere.connectAs(bob, "phone");
        isReplacedBy(first, second, chatId);
        Device third = atHere.connectAs(bob, "phone");
        isReplacedBy(second, third, chatId);
        assertThat(laptop.isConnected()).as("another device of the same user").isTrue();
    }

    @Test
    void sendsViewsAndDeliveriesMoveSoonAfterPostgresIsBack() {
        Traffic traffic = Traffic.between(atHere);
        Duration usual = traffic.movesAfter();
        EngineProcess.postgres(engines.home()).kill();
        passes(AWAY);
        engines.postgres().startAgain();
        assertThat(traffic.movesAfter()).isLessThan(SOON.plus(usual.multipliedBy(BUSY)));
        traffic.isWhole();
    }

    /** Chats that begin tell it: while Redis is away, streams look for them every few seconds only. */
    @Test
    void chatsThatBeginArePushedSoonAfterRedisIsBack() {
        Traffic traffic = Traffic.between(atHere);
        Duration usual = traffic.movesAfter();
        Device carol = atThere.connectAs(atHere.userId("carol"), "phone");
        EventStream stream = carol.events();
        stream.awaits("CAUGHT_UP");
        EngineProcess.redis(engines.home()).kill();
        passes(AWAY);
        engines.redis().startAgain();
        assertThat(traffic.movesAfter()).isLessThan(SOON.plus(usual.multipliedBy(BUSY)));
        await("three chats in a row come at once")
                .atMost(SOON.multipliedBy(2))
                .until(() -> IntStream.range(0, 3).allMatch(chat -> comesAtOnce(carol, stream)));
        traffic.isWhole();
    }

    /** Last, because another start would cost seconds. */
    @Test
    @Order(LAST)
    void aKilledNodeTakesNothingWithIt() {
        Device phone = atThere.connectAs(bob, "phone");
        EventStream hers = alice.events();
        EventStream before = phone.events();
        before.awaits("CAUGHT_UP");
        hers.awaits("CAUGHT_UP");
        String chatId = alice.opensDirect(phone);
        before.awaits(chatId, 0);
        Sending herSending = Sending.from(alice, chatId);
        Sending hisSending = Sending.from(phone, chatId);
        herSending.hasAcks(40);
        hisSending.hasAcks(40);
        assertThat(nodes(DeliveryKeys.chatNodes(new ChatId(chatId)))).hasSize(2);

        there.kill();
        hisSending.stop();
        List<Long> held = before.seqs(chatId);
        Device again = atHere.connectAs(bob, "phone");
        EventStream after = again.events(Map.of("cursors", Map.of(chatId, held.size() - 1)));
        hisSending.repeatsAll(again);
        after.awaits("CAUGHT_UP");

        await("the dead node is taken out")
                .atMost(DeliveryKeys.NODE_TTL.plusSeconds(5))
                .untilAsserted(() -> assertThat(nodes(DeliveryKeys.chatNodes(new ChatId(chatId))))
                        .hasSize(1));
        herSending.stop();
        String fresh = alice.opensGroup("after", again);
        after.awaits(fresh, 0);
        // Bob may have found the chat in the view: the dead node may hold the part of the router that tells of it until
        // its claim ends.
        await("the dead node is taken out for bob, too")
                .atMost(CLAIM.plusSeconds(10))
                .untilAsserted(() -> assertThat(nodes(DeliveryKeys.userNodes(new UserId(bob))))
                        .hasSize(1));
        long last = herSending.acks() + hisSending.acks();
        after.awaits(chatId, last);
        hers.awaits(chatId, last);
        List<Long> all = LongStream.rangeClosed(0, last).boxed().toList();
        assertThat(hers.seqs(chatId)).as("what Alice saw").isEqualTo(all);
        assertThat(both(held, after.seqs(chatId))).as("what Bob saw").isEqualTo(all);
        assertThat(both(List.copyOf(herSending.seqs()), List.copyOf(hisSending.seqs())))
                .as("what was acknowledged, beside the creation")
                .containsExactlyInAnyOrderElementsOf(all.subList(1, all.size()));
    }

    private boolean comesAtOnce(Device carol, EventStream stream) {
        String chatId = alice.opensGroup("fresh", carol);
        long began = System.nanoTime();
        stream.awaits(chatId, 0);
        return System.nanoTime() - began < AT_ONCE.toNanos();
    }

    private static void passes(Duration time) {
        await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
    }

    private static void isReplacedBy(Device older, Device newer, String chatId) {
        await("the older connection is closed").atMost(Duration.ofSeconds(5)).until(() -> !older.isConnected());
        EventStream stream = newer.events();
        stream.awaits(chatId, 0);
        assertThat(newer.isConnected()).isTrue();
    }

    private static Set<String> nodes(String key) {
        return redis.<String>getSet(key, StringCodec.INSTANCE).readAll();
    }

    private static List<Long> both(List<Long> one, List<Long> other) {
        List<Long> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
