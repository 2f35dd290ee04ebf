package io.parley.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.embedded.process.EngineCache;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
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
        void leavesNothingStored() {
            EmbeddedRedisServer.start(home, line -> {}).close();
            assertThat(home.resolve("redis/dump.rdb")).doesNotExist();
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
