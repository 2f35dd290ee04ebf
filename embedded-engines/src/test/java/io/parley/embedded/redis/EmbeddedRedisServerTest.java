package io.parley.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.Signal;
import io.parley.embedded.StartRefused;
import io.parley.embedded.process.EngineCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

class EmbeddedRedisServerTest {
    @TempDir
    Path home;

    @Nested
    class Starting {
        @Test
        void servesClients() {
            try (EmbeddedRedisServer server = EmbeddedRedisServer.start(home, line -> {})) {
                Config config = new Config();
                config.useSingleServer().setAddress(server.url()).setConnectionMinimumIdleSize(1);
                RedissonClient client = Redisson.create(config);
                client.getBucket("greeting", StringCodec.INSTANCE).set("hello");
                assertThat(client.getBucket("greeting", StringCodec.INSTANCE).get())
                        .isEqualTo("hello");
                client.shutdown();
            }
        }

        @Test
        void letsTwoInstancesRunSideBySide(@TempDir Path otherHome) {
            try (EmbeddedRedisServer one = EmbeddedRedisServer.start(home, line -> {});
                    EmbeddedRedisServer other = EmbeddedRedisServer.start(otherHome, line -> {})) {
                assertThat(RedisProbe.processAt(one.port()))
                        .isPresent()
                        .isNotEqualTo(RedisProbe.processAt(other.port()));
            }
        }
    }

    @Nested
    class Stopping {
        @Test
        void leavesNobodyListening() {
            EmbeddedRedisServer server = EmbeddedRedisServer.start(home, line -> {});
            server.close();
            assertThat(RedisProbe.processAt(server.port())).isEmpty();
        }

        @Test
        @Timeout(30)
        void endsAPausedServerToo() {
            EmbeddedRedisServer server = EmbeddedRedisServer.start(home, line -> {});
            Signal.STOP.to(RedisProbe.processAt(server.port()).orElseThrow());
            server.close();
            assertThat(server.isRunning()).isFalse();
        }

        @Test
        void leavesNothingStored() {
            EmbeddedRedisServer.start(home, line -> {}).close();
            assertThat(home.resolve("redis/dump.rdb")).doesNotExist();
        }
    }

    @Nested
    class EndingUnexpectedly {
        @Test
        void leadsToAnotherStartOnTheSamePort() {
            try (EmbeddedRedisServer server = EmbeddedRedisServer.start(home, line -> {})) {
                long before = pid(server);
                Signal.KILL.to(before);
                await().until(() -> !server.isRunning());

                server.startAgain();
                assertThat(server.isRunning()).isTrue();
                assertThat(pid(server)).isNotEqualTo(before);
            }
        }

        @Test
        void isToldFromBeingPaused() {
            try (EmbeddedRedisServer server = EmbeddedRedisServer.start(home, line -> {})) {
                long pid = pid(server);
                Signal.STOP.to(pid);
                assertThat(server.isRunning()).isTrue();
                Signal.CONT.to(pid);
            }
        }

        @Test
        void namesWhoHoldsItsPortMeanwhile() throws IOException {
            try (EmbeddedRedisServer server = EmbeddedRedisServer.start(home, line -> {})) {
                Signal.KILL.to(pid(server));
                await().until(() -> !server.isRunning());
                try (ServerSocket taken = new ServerSocket(server.port(), 1, InetAddress.getLoopbackAddress())) {
                    assertThat(taken.isBound()).isTrue();
                    assertThatThrownBy(server::startAgain)
                            .isInstanceOf(StartRefused.class)
                            .hasMessageContaining("Address already in use");
                }
                server.startAgain();
                assertThat(server.isRunning()).isTrue();
            }
        }

        private static long pid(EmbeddedRedisServer server) {
            return RedisProbe.processAt(server.port()).orElseThrow();
        }
    }

    @Nested
    class Finding {
        @Test
        void aBinaryThatRunsHere() {
            assertThat(RedisBinary.unpacked(EngineCache.ofUser(home))).isExecutable();
        }
    }
}
