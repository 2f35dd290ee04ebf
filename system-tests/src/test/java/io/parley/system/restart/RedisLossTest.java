package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Standalone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis is a hint and never the record. */
class RedisLossTest {
    @Test
    void losesNoMessageAndNoOrder(@TempDir Path directory) throws IOException {
        Path home = directory.resolve("home");
        try (Standalone server = Standalone.start(home);
                Parley parley = new Parley(server.base())) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            EventStream stream = bob.events();
            stream.awaits("CAUGHT_UP");
            alice.says(chatId, "with Redis");

            killRedis(home);
            alice.says(chatId, "without");
            alice.says(chatId, "and once more");

            stream.awaits(chatId, 3);
            assertThat(stream.seqs(chatId)).containsExactly(0L, 1L, 2L, 3L);
            EventStream late = parley.device("bob", "laptop").events();
            late.awaits("CAUGHT_UP");
            assertThat(late.seqs(chatId)).containsExactly(0L, 1L, 2L, 3L);
        }
    }

    private static void killRedis(Path home) throws IOException {
        String pid = Files.readString(home.resolve("redis/redis.pid"))
                .lines()
                .findFirst()
                .orElseThrow();
        ProcessHandle redis = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        assertThat(redis.destroyForcibly()).isTrue();
        redis.onExit().join();
    }
}
