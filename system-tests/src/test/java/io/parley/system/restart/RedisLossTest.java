package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Standalone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis is a hint and never the record. */
class RedisLossTest {
    @TempDir
    private Path directory;

    private Path home;
    private Standalone server;
    private Parley parley;
    private Device alice;
    private Device bob;
    private EventStream stream;
    private String chatId;

    @BeforeEach
    void chat() {
        home = directory.resolve("home");
        server = Standalone.start(home);
        parley = new Parley(server.base());
        alice = parley.device("alice");
        bob = parley.device("bob");
        chatId = alice.opensDirect(bob);
        stream = bob.events();
        stream.awaits("CAUGHT_UP");
        alice.says(chatId, "with Redis");
        stream.awaits(chatId, 1);
    }

    @AfterEach
    void stop() {
        parley.close();
        server.close();
    }

    @Test
    void losesNoMessageAndNoOrderWhereRedisIsKilled() throws IOException {
        assertThat(redis().destroyForcibly()).isTrue();
        alice.says(chatId, "without");
        alice.says(chatId, "and once more");
        bobHolds(3);
        EventStream late = parley.device("bob", "laptop").events();
        late.awaits("CAUGHT_UP");
        assertThat(late.seqs(chatId)).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void bringsChatsThatBeginWhileRedisIsPaused() throws IOException, InterruptedException {
        signal("STOP");
        try {
            alice.says(chatId, "while it stands still");
            bobHolds(2);
            String fresh = parley.device("carol").opensDirect(bob);
            stream.awaits(fresh, 0);
        } finally {
            signal("CONT");
        }
        alice.says(chatId, "while it goes on");
        bobHolds(3);
    }

    @Test
    void goesOnWhereRedisForgetsEverything() throws IOException {
        try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort())) {
            redis.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(redis.getInputStream().read()).isEqualTo('+');
        }
        alice.says(chatId, "to nobody that Redis knows");
        String fresh = parley.device("carol").opensDirect(bob);
        bobHolds(2);
        stream.awaits(fresh, 0);
        alice.says(chatId, "and on");
        bobHolds(3);
    }

    private void bobHolds(long lastSeq) {
        stream.awaits(chatId, lastSeq);
        assertThat(stream.seqs(chatId))
                .isEqualTo(LongStream.rangeClosed(0, lastSeq).boxed().toList());
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(redis().pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private ProcessHandle redis() throws IOException {
        return ProcessHandle.of(noted("redis.pid")).orElseThrow();
    }

    private int redisPort() throws IOException {
        return Math.toIntExact(noted("redis.port"));
    }

    private long noted(String file) throws IOException {
        return Long.parseLong(Files.readString(home.resolve("redis").resolve(file))
                .lines()
                .findFirst()
                .orElseThrow()
                .strip());
    }
}
