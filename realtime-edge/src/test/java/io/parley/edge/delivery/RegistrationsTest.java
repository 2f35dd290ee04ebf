package io.parley.edge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.world.EdgeTest;
import io.parley.shared.chat.ChatId;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RegistrationsTest extends EdgeTest {
    @Autowired
    private Registry registry;

    private final Arrivals eras = new Arrivals();
    private final ExecutorService hub = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        hub.shutdownNow();
    }

    @Nested
    class Entering {
        @Test
        void goesOnBehindAnActionThatFails() throws InterruptedException {
            Registrations registrations = registrations(() -> {});
            CountDownLatch others = new CountDownLatch(2);
            hub.execute(() -> {
                registrations.enter(List.of(new ChatRoute(new ChatId("one"))), RegistrationsTest::fail);
                // These two wait together for the change that follows.
                registrations.enter(List.of(new ChatRoute(new ChatId("two"))), RegistrationsTest::fail);
                registrations.enter(List.of(new ChatRoute(new ChatId("three"))), others::countDown);
            });
            hub.execute(() -> registrations.enter(List.of(new ChatRoute(new ChatId("four"))), others::countDown));
            assertThat(others.await(5, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void takesAsManyAsThereAre() throws InterruptedException {
            List<ChatRoute> many = IntStream.range(0, 12_000)
                    .mapToObj(chat -> new ChatRoute(new ChatId("many." + chat)))
                    .toList();
            Registrations registrations = registrations(() -> {});
            CountDownLatch entered = new CountDownLatch(1);
            hub.execute(() -> registrations.enter(many, () -> {
                if (many.stream().allMatch(Route::isRegistered)) {
                    entered.countDown();
                }
            }));
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Registrations registrations(Runnable onFailure) {
        Registrations registrations = new Registrations(registry, hub, Clock.systemUTC(), onFailure);
        hub.execute(() -> registrations.beginEra(eras.beginEra(), List.of(), () -> {}));
        return registrations;
    }

    private static void fail() {
        throw new IllegalStateException("as a stream might");
    }
}
