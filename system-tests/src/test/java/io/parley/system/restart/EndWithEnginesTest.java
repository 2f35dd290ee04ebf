package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Standalone;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One story of a server that ends while its engines are dead or paused, and of the next start. */
class EndWithEnginesTest {
    @Test
    void leavesNothingThatTheNextStartCannotMend(@TempDir Path directory) {
        Path home = directory.resolve("home");
        Standalone first = Standalone.start(home);
        String userId;
        String chatId;
        try (Parley parley = new Parley(first.base())) {
            Device alice = parley.device("alice");
            userId = alice.userId();
            chatId = alice.opensGroup("Lake");
            assertThat(Json.number(alice.says(chatId, "see you"), "seq")).isEqualTo(1);
        }
        killedWhilePostgresIsDownAndRedisPaused(first, home);

        Standalone second = Standalone.start(home);
        goesOn(second, userId, chatId, 2);
        stoppedWhileBothArePaused(second, home);

        try (Standalone third = Standalone.start(home)) {
            goesOn(third, userId, chatId, 3);
        }
    }

    private static void killedWhilePostgresIsDownAndRedisPaused(Standalone server, Path home) {
        EngineProcess.redis(home).pause();
        EngineProcess.postgres(home).kill();
        server.kill();
    }

    /** The kit waits for its end no longer than a person would. */
    private static void stoppedWhileBothArePaused(Standalone server, Path home) {
        EngineProcess.postgres(home).pause();
        EngineProcess.redis(home).pause();
        server.stop();
        assertThat(server.output()).contains("Parley: stopped");
    }

    private static void goesOn(Standalone server, String userId, String chatId, long seq) {
        try (Parley parley = new Parley(server.base())) {
            Device alice = parley.connectAs(userId, "phone");
            assertThat(Json.number(alice.says(chatId, "good morning"), "seq")).isEqualTo(seq);
        }
    }
}
