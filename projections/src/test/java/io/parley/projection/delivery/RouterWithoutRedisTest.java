package io.parley.projection.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.embedded.process.Command;
import io.parley.embedded.redis.EmbeddedRedisServer;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.member.UserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The router while its Redis is away or paused. */
class RouterWithoutRedisTest {
    @TempDir
    static Path home;

    private final ChatId chat = ChatId.group(new UserId("alice"), "team");
    private final EmbeddedRedisServer other = EmbeddedRedisServer.start(home.resolve("other"), progress -> {});
    private final RedissonClient line = client(other.url());
    private final Router cutOff = routerOn(line);

    @AfterEach
    void stop() {
        line.shutdown();
        other.close();
    }

    @Test
    void letsABatchGo() {
        other.close();
        assertThatCode(() -> cutOff.route(List.of(message(7)))).doesNotThrowAnyException();
    }

    @Test
    void waitsOnceAndNotForEachBatchWhereRedisIsPaused() throws IOException {
        cutOff.lookForRedis();
        redisProcess("STOP");
        try {
            assertThat(timed(() -> cutOff.route(List.of(message(7))))).isLessThan(Duration.ofMillis(1_500));
            assertThat(timed(() -> {
                        for (long seq = 8; seq < 1_000; seq++) {
                            cutOff.route(List.of(message(seq)));
                        }
                    }))
                    .isLessThan(Duration.ofMillis(500));
        } finally {
            redisProcess("CONT");
        }
    }

    @Test
    void tellsWhatItLetGoAsSoonAsRedisAnswersAgain() throws IOException {
        cutOff.lookForRedis();
        long before = missed();
        redisProcess("STOP");
        try {
            cutOff.route(List.of(message(7)));
            cutOff.route(List.of(message(8)));
            cutOff.lookForRedis();
        } finally {
            redisProcess("CONT");
        }
        await().untilAsserted(() -> {
            cutOff.lookForRedis();
            assertThat(missed()).isGreaterThan(before);
        });
        assertThat(line.getBucket(DeliveryKeys.chatHead(chat), StringCodec.INSTANCE)
                        .get())
                .isEqualTo("8");
    }

    private long missed() {
        return line.getAtomicLong(DeliveryKeys.MISSED).get();
    }

    private void redisProcess(String signal) throws IOException {
        String pid = Files.readString(home.resolve("other/redis/redis.pid")).strip();
        assertThat(Command.run(List.of("kill", "-" + signal, pid), Duration.ofSeconds(5))
                        .succeeded())
                .isTrue();
    }

    private Duration timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
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

    private static Router routerOn(RedissonClient client) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new Router(new NodeRegistry(client), new NodeTopics(client), new Missed(client, meters), meters);
    }

    private Delivery message(long seq) {
        return Delivery.timeline(chat, seq, ("message " + seq).getBytes(StandardCharsets.UTF_8), List.of());
    }
}
