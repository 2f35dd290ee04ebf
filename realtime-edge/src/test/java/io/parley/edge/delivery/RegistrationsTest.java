package io.parley.edge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.edge.session.NodeId;
import io.parley.edge.world.EdgeTest;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.DeliveryKeys;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.beans.factory.annotation.Autowired;

class RegistrationsTest extends EdgeTest {
    @Autowired
    private RedissonClient redis;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private NodeId node;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private Registry registry;

    private final Arrivals eras = new Arrivals();
    private final ExecutorService hub = Executors.newSingleThreadExecutor();

    /** A node of the test's own, whose counter the edge does not touch. */
    @BeforeEach
    void beAnotherNode() {
        node = new NodeId(UUID.randomUUID().toString());
        registry = new Registry(redis, node);
    }

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

    @Nested
    class Leaving {
        @Test
        void isBoundedWhileRedisIsAway() throws Exception {
            Registrations registrations = withoutAnEra();
            hub.submit(() -> IntStream.range(0, 3 * Registrations.MOST_LEAVING)
                            .forEach(chat -> registrations.leave(List.of(route("left." + chat)))))
                    .get();
            assertThat(hub.submit(registrations::leaving).get()).isEqualTo(Registrations.MOST_LEAVING);
        }

        @Test
        void isOnceForAChatThatComesAndGoes() throws Exception {
            Registrations registrations = withoutAnEra();
            hub.submit(() -> IntStream.range(0, 100)
                            .forEach(time -> registrations.leave(List.of(route("comes.and.goes")))))
                    .get();
            assertThat(hub.submit(registrations::leaving).get()).isEqualTo(1);
        }

        @Test
        void isForgottenWhereTheChatIsWantedAgain() throws Exception {
            Registrations registrations = withoutAnEra();
            CountDownLatch begun = new CountDownLatch(1);
            ChatRoute again = route("wanted.again");
            hub.execute(() -> {
                registrations.leave(List.of(route("wanted.again"), route("left.for.good")));
                registrations.beginEra(eras.beginEra(), List.of(again), begun::countDown);
            });
            assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
            await().until(() -> hub.submit(registrations::leaving).get() == 0);
            assertThat(isEntered("wanted.again")).isTrue();
            assertThat(isEntered("left.for.good")).isFalse();
        }

        @Test
        void isNotPutOffByWhatIsEntered() throws Exception {
            Registrations registrations = registrations(() -> {});
            CountDownLatch entered = new CountDownLatch(1);
            hub.execute(() -> registrations.enter(List.of(route("to.leave")), entered::countDown));
            assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(isEntered("to.leave")).isTrue();
            hub.execute(() -> registrations.leave(List.of(route("to.leave"))));
            await().until(() -> !isEntered("to.leave"));
        }
    }

    private boolean isEntered(String chat) {
        return redis.getSet(DeliveryKeys.chatNodes(new ChatId(chat)), StringCodec.INSTANCE)
                .contains(node.value());
    }

    private static ChatRoute route(String chat) {
        return new ChatRoute(new ChatId(chat));
    }

    /** As while Redis is away. */
    private Registrations withoutAnEra() {
        return new Registrations(registry, hub, Clock.systemUTC(), () -> {});
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
