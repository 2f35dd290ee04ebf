package io.parley.edge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.session.DeviceConnections;
import io.parley.edge.session.NodeId;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.world.EdgeTest;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.FindMemberships;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

/** Whatever is thrown at a step of live delivery, the steps behind it come. */
class GoingOnTest extends EdgeTest {
    private static final UserId ANN = new UserId("ann");
    private static final ChatId CHAT = new ChatId("chat");

    @Autowired
    private RedissonClient redis;

    @Autowired
    private HeadComparison comparison;

    @Autowired
    private DeviceConnections connections;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CallersThread loop = new CallersThread();
    private final PlantedStream other = new PlantedStream(ANN, false);

    @Nested
    class OfStreams {
        @Test
        void areToldThoughOthersFail() {
            DeliveryHub hub = hub();
            List<PlantedStream> streams = openTenThatFailAnd(other, hub);
            hub.received(1, NodeBatch.of(List.of(Delivery.head(CHAT, 7, List.of(ANN)))), 10);
            loop.tick(1_000);
            assertThat(other.told).containsExactly("joined 7", "known -1", "known 7", "tick");
            assertThat(streams)
                    .allSatisfy(stream -> assertThat(stream.told)
                            .containsExactly(
                                    "joined 7", "broken", "known -1", "broken", "known 7", "broken", "tick", "broken"));
        }

        @Test
        void areToldToGoAwayThoughOthersFail() {
            DeliveryHub hub = hub();
            openTenThatFailAnd(other, hub);
            hub.goAway();
            assertThat(other.told).containsExactly("goAway");
        }

        @Test
        void areForgottenWhereNobodyCanSayWhatTheyHaveJoined() {
            DeliveryHub hub = hub();
            hub.open(other, () -> {});
            hub.join(other, List.of(new FindMemberships.Membership(CHAT, 0, 0, 1)), heads -> {});
            assertThatThrownBy(() -> hub.close(other, () -> {
                        throw new StackOverflowError("planted");
                    }))
                    .isInstanceOf(StackOverflowError.class);
            hub.received(1, NodeBatch.of(List.of(Delivery.head(CHAT, 7, List.of(ANN)))), 10);
            loop.tick(1_000);
            assertThat(other.told).isEmpty();
        }

        @Test
        void areRecheckedThoughMoreHaveFailedThanAreRecheckedAtOnce() {
            Queue<Runnable> tasks = new ArrayDeque<>();
            Rechecks rechecks = new Rechecks(tasks::add);
            for (int i = 0; i <= Rechecks.AT_ONCE; i++) {
                rechecks.add(new PlantedStream(ANN, true));
            }
            rechecks.add(other);
            rechecks.proceed();
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
            assertThat(other.told).containsExactly("recheck");
        }

        private List<PlantedStream> openTenThatFailAnd(PlantedStream last, DeliveryHub hub) {
            List<PlantedStream> streams = new ArrayList<>();
            IntStream.range(0, 10).forEach(i -> streams.add(new PlantedStream(ANN, true)));
            streams.forEach(stream -> hub.open(stream, () -> {}));
            hub.open(last, () -> {});
            return streams;
        }
    }

    @Nested
    class OfBatches {
        @Test
        void holdNothingWhereTheirConnectionsCannotBeClosed() {
            DeliveryHub hub = hub();
            hub.received(1, new NodeBatch(List.of(), Arrays.asList((String) null)), 10);
            assertThat(queued()).isZero();
        }

        @Test
        void holdNothingAndAreReadFromTheViewsWhereTheThreadDoesNotTakeThem() {
            DeliveryHub hub = hub();
            loop.fail(1);
            assertThatThrownBy(() -> hub.received(1, NodeBatch.of(List.of()), 10))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(queued()).isZero();
            assertThat(meters.counter("parley.delivery.repairs", "cause", "overflow")
                            .count())
                    .isEqualTo(1);
        }

        @Test
        void holdNothingWhereALaneDoesNotTakeThem() {
            DeliveryHub hub = hub();
            hub.open(new PlantedStream(ANN, false, new HashedOnce()), () -> {});
            hub.received(1, NodeBatch.of(List.of(Delivery.head(CHAT, 7, List.of(ANN)))), 10);
            hub.received(2, NodeBatch.of(List.of(Delivery.timeline(CHAT, 8, new byte[] {1}, List.of()))), 10);
            assertThat(queued()).isZero();
        }

        private double queued() {
            return meters.get("parley.delivery.hub.queued").gauge().value();
        }
    }

    @Nested
    class OfQuestions {
        @Test
        void askRedisAgainAfterAnErrorInBetween() {
            List<Cause> found = new ArrayList<>();
            Beacon beacon = new Beacon(new FailingRegistry(), new Arrivals(), () -> -1, loop, found::add, meters);
            beacon.check();
            beacon.check();
            assertThat(found).containsExactly(Cause.RETURNED);
        }

        @Test
        void letWhoeverWaitsForRedisGoOnAfterAnError() {
            List<String> ran = new ArrayList<>();
            Registrations registrations = new Registrations(new FailingRegistry(), loop, Clock.systemUTC(), () -> {
                ran.add("failure");
                throw new IllegalStateException("planted");
            });
            Arrivals eras = new Arrivals();
            registrations.beginEra(eras.beginEra(), List.of(new ChatRoute(CHAT)), () -> ran.add("first"));
            registrations.beginEra(eras.beginEra(), List.of(new ChatRoute(CHAT)), () -> ran.add("second"));
            assertThat(ran).containsExactly("first", "failure", "second");
        }

        @Test
        void askForHeadsAgainAfterAnErrorInBetween() {
            AtomicInteger times = new AtomicInteger();
            HeadSource source = new HeadSource(chats -> {
                if (times.getAndIncrement() == 0) {
                    throw new StackOverflowError("planted");
                }
                return Mono.just(Map.of(CHAT, 7L));
            });
            List<Map<ChatId, Long>> found = new ArrayList<>();
            source.ask(List.of(CHAT), found::add);
            source.ask(List.of(CHAT), heads -> {
                throw new StackOverflowError("planted");
            });
            source.ask(List.of(CHAT), found::add);
            assertThat(found).containsExactly(Map.of(CHAT, 7L));
        }
    }

    private DeliveryHub hub() {
        return new DeliveryHub(loop, registry(), comparison, connections, new KnownHeads(), Clock.systemUTC(), meters);
    }

    private Registry registry() {
        return new Registry(redis, new NodeId("of.a.test"));
    }

    private static final class HashedOnce implements Executor {
        private boolean hashed;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            if (hashed) {
                throw new StackOverflowError("planted");
            }
            hashed = true;
            return 1;
        }
    }

    private final class FailingRegistry extends Registry {
        private boolean failed;

        FailingRegistry() {
            super(redis, new NodeId("of.a.test"));
        }

        private void failOnce() {
            if (!failed) {
                failed = true;
                throw new StackOverflowError("planted");
            }
        }

        @Override
        CompletableFuture<Sign> ask() {
            failOnce();
            return CompletableFuture.completedFuture(new Sign(0, 0, "run"));
        }

        @Override
        CompletableFuture<Map<ChatId, Long>> change(Registrations.Change change) {
            failOnce();
            return CompletableFuture.completedFuture(Map.of());
        }
    }
}
