package io.parley.edge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class DeliveringTest extends EdgeTest {
    @Nested
    class AcrossNodes {
        @Test
        void reachesDevicesWhereverTheyAreAndKeepsOneConnectionADevice() {
            try (ConfigurableApplicationContext other = anotherNode();
                    Device sam = device("sam").deviceId("phone").connect();
                    Device tom = deviceAt(other, "tom").connect();
                    Following atTom = tom.follow(Map.of())) {
                atTom.awaitType("CAUGHT_UP");
                String chat = sam.createGroup("tom");
                sam.send(chat, "over there");
                assertThat(atTom.awaitText("over there").seqs(chat)).containsExactly(0L, 1L);

                try (Device moved = deviceAt(other, "sam").deviceId("phone").connect()) {
                    Awaitility.await()
                            .atMost(10, TimeUnit.SECONDS)
                            .until(() -> sam.socket().isDisposed());
                    assertThat(moved.send(chat, "from there").get("seq").asLong())
                            .isEqualTo(2);
                }
            }
        }
    }

    @Nested
    class WhenTheNodeStops {
        @Test
        void tellsItsDevicesToGoElsewhere() {
            ConfigurableApplicationContext other = anotherNode();
            try (Device viv = deviceAt(other, "viv").connect();
                    Following atViv = viv.follow(Map.of())) {
                atViv.awaitType("CAUGHT_UP");
                other.close();
                assertThat(atViv.awaitFailure()).hasMessageContaining("UNAVAILABLE");
            } finally {
                other.close();
            }
        }
    }

    @Nested
    class WhenTheNodeIsAboutToStop {
        @Test
        void opensNoMoreStreams() {
            try (ConfigurableApplicationContext other = anotherNode();
                    Device yul = deviceAt(other, "yul").connect()) {
                other.getBean(DeliveryHub.class).goAway();
                try (Following atYul = yul.follow(Map.of())) {
                    assertThat(atYul.awaitFailure()).hasMessageContaining("UNAVAILABLE");
                }
            }
        }
    }

    @Nested
    class WhenRedisIsAway {
        @Test
        void followsTheViews() {
            try (Device wim = device("wim").connect();
                    Following atWim = wim.follow(Map.of())) {
                atWim.awaitType("CAUGHT_UP");
                String chat = wim.createGroup();
                wim.send(chat, "before");
                atWim.awaitText("before");
                CompletableFuture<Void> asleep = CompletableFuture.runAsync(() -> tellRedis("DEBUG SLEEP 10"));
                wim.send(chat, "meanwhile");
                atWim.awaitText("meanwhile");
                assertThat(asleep).isNotDone();
                asleep.join();
                wim.send(chat, "after");
                assertThat(atWim.awaitText("after").seqs(chat)).containsExactly(0L, 1L, 2L, 3L);
            }
        }
    }

    @Nested
    class WhenRedisForgets {
        @Test
        void goesOnAndFillsTheHole() {
            try (Device uma = device("uma").connect();
                    Following atUma = uma.follow(Map.of())) {
                atUma.awaitType("CAUGHT_UP");
                String chat = uma.createGroup();
                uma.send(chat, "before");
                atUma.awaitText("before");
                // Subscriptions cut, everything forgotten: as after a restart.
                tellRedis("CLIENT KILL TYPE pubsub");
                tellRedis("FLUSHALL");
                uma.send(chat, "meanwhile");
                assertThat(atUma.awaitText("meanwhile").seqs(chat)).containsExactly(0L, 1L, 2L);
                uma.send(chat, "after");
                assertThat(atUma.awaitText("after").seqs(chat)).containsExactly(0L, 1L, 2L, 3L);
            }
        }
    }
}
