package io.parley.engines.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.process.Command;
import io.parley.embedded.process.Processes;
import io.parley.embedded.redis.EmbeddedRedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

class RedisOutageTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private EmbeddedRedisServer server;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private RedissonClient client;

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void subscribe() {
        server = EmbeddedRedisServer.start(home, line -> {});
        client = new RedisConfiguration().redissonClient(new RedisProperties(server.url()));
        topic().addListener(byte[].class, (channel, bytes) -> heard.add(new String(bytes, StandardCharsets.UTF_8)));
        assertThat(publish("before")).isEqualTo(1);
    }

    @AfterEach
    void stop() {
        client.shutdown();
        server.close();
    }

    @Nested
    class WhileRedisIsGone {
        @Test
        void aRequestFailsSoon() {
            kill();
            assertThat(timeOfFailure()).isLessThan(SOON);
        }

        @Test
        void theSubscriptionWaitsAndIsBackWithinASecond() {
            kill();
            failsOften();

            server.startAgain();
            isHeardWithinASecond();
        }
    }

    @Nested
    class WhileRedisIsPaused {
        @Test
        void aRequestFailsSoonAndOnlyThen() {
            signal("STOP");
            assertThat(timeOfFailure()).isBetween(Duration.ofMillis(400), SOON);
        }

        @Test
        void theSubscriptionWaitsAndIsBackWithinASecond() {
            signal("STOP");
            failsOften();

            signal("CONT");
            isHeardWithinASecond();
        }
    }

    private void failsOften() {
        for (int i = 0; i < 4; i++) {
            assertThat(timeOfFailure()).isLessThan(SOON);
        }
    }

    private void kill() {
        signal("KILL");
        await().until(() -> !server.isRunning());
    }

    private void signal(String name) {
        long pid = Processes.pidIn(home.resolve("redis/redis.pid")).orElseThrow();
        assertThat(Command.run(List.of("sh", "-c", "kill -" + name + " " + pid), Duration.ofSeconds(5))
                        .succeeded())
                .isTrue();
    }

    private Duration timeOfFailure() {
        long began = System.nanoTime();
        assertThatThrownBy(() -> client.getBucket("any").get()).isInstanceOf(RedisException.class);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void isHeardWithinASecond() {
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> {
                    publish("after");
                    return heard.contains("after");
                });
    }

    private long publish(String word) {
        return topic().publish(word.getBytes(StandardCharsets.UTF_8));
    }

    private RTopic topic() {
        return client.getTopic("topic");
    }
}
