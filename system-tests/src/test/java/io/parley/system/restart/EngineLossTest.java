package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Parley;
import io.parley.system.kit.Standalone;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that die or stall under a server which goes on: every ACK is stored once, every stream is whole. */
class EngineLossTest {
    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    static Path home;

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    static Standalone server;

    @BeforeAll
    static void start() {
        home = directory.resolve("home");
        server = Standalone.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class Killed {
        @Test
        void postgresComesBackAndSendsGoOn() {
            survives(() -> EngineProcess.postgres(home).kill());
            assertThat(server.output())
                    .contains("PostgreSQL ended unexpectedly; starting it again")
                    .contains("PostgreSQL runs again on 127.0.0.1:");
        }

        @Test
        void redisComesBackAndStreamsAreWhole() {
            survives(() -> EngineProcess.redis(home).kill());
        }

        @Test
        void bothComeBack() {
            survives(() -> {
                EngineProcess.redis(home).kill();
                EngineProcess.postgres(home).kill();
            });
        }
    }

    @Nested
    class Paused {
        @Test
        void postgresMakesSendsLateAndLosesNone() {
            survives(() -> pauseFor(Duration.ofSeconds(3), EngineProcess.postgres(home)));
        }

        @Test
        void redisMakesDeliveriesLateAndLosesNone() {
            survives(() -> pauseFor(Duration.ofSeconds(3), EngineProcess.redis(home)));
        }
    }

    private static void survives(Runnable loss) {
        try (Parley parley = new Parley(server.base())) {
            Traffic traffic = Traffic.between(parley);
            loss.run();
            traffic.flows();
            traffic.isWhole();
        }
    }

    private static void pauseFor(Duration time, EngineProcess engine) {
        engine.pause();
        try {
            await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
        } finally {
            engine.resume();
        }
    }
}
