package io.parley.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.command.SetClock;
import io.parley.shared.refusal.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CommandShardsTest {
    private final SetClock clock = new SetClock();
    private final CommandShards shards = new CommandShards(2, 100, Duration.ofSeconds(4), clock);
    private final List<Integer> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean atTheGate;

    @AfterEach
    void stop() {
        gate.countDown();
        shards.close();
    }

    @Nested
    class OneKey {
        @Test
        void keepsItsOrder() {
            IntStream.range(0, 50).forEach(n -> shards.execute("chat", deadline -> done.add(n), () -> done.add(-1)));
            await().untilAsserted(() -> assertThat(done)
                    .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList()));
        }

        @Test
        void isNotHeldUpByAnother() {
            shards.execute("a", deadline -> awaitGate(), () -> done.add(-1));
            shards.execute("b", deadline -> done.add(1), () -> done.add(-1));
            await().untilAsserted(() -> assertThat(done).containsExactly(1));
        }
    }

    @Nested
    class Overload {
        @Test
        void isRefusedAtOnce() {
            IntStream.range(0, 100).forEach(n -> shards.execute("a", deadline -> awaitGate(), () -> done.add(-1)));
            assertThatThrownBy(() -> shards.execute("b", deadline -> done.add(1), () -> done.add(-1)))
                    .isInstanceOf(Unavailable.class);
        }

        @Test
        void leavesRoomAgainWhenItIsOver() {
            IntStream.range(0, 100).forEach(n -> shards.execute("a", deadline -> awaitGate(), () -> done.add(-1)));
            gate.countDown();
            await().ignoreExceptionsInstanceOf(Unavailable.class).untilAsserted(() -> {
                shards.execute("b", deadline -> done.add(1), () -> done.add(-1));
                await().untilAsserted(() -> assertThat(done).contains(1));
            });
        }

        @Test
        void doesNotStoreWhatNobodyWaitsForAnyMore() {
            shards.execute("a", deadline -> awaitGate(), () -> done.add(-1));
            shards.execute("a", deadline -> done.add(1), () -> done.add(-1));
            await().until(() -> atTheGate);
            clock.pass(Duration.ofSeconds(5));
            gate.countDown();
            await().untilAsserted(() -> assertThat(done).containsExactly(-1));
        }
    }

    private void awaitGate() {
        atTheGate = true;
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
