package io.parley.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.shared.refusal.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class CommandShardsTest {
    private static final int GATE = -1;
    private static final int HEAVY = -2;

    private volatile long pauseMillis;
    private final MutableClock clock = MutableClock.epochUTC();
    private final CommandShards shards = new CommandShards(2, 100, 10, Duration.ofSeconds(4), () -> pauseMillis, clock);
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final List<Long> deadlines = new CopyOnWriteArrayList<>();
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
            IntStream.range(0, 50).forEach(n -> execute("chat", n));
            await().untilAsserted(() -> assertThat(done())
                    .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList()));
        }

        @Test
        void isNotHeldUpByAnother() {
            execute("a", GATE);
            execute("b", 1);
            await().untilAsserted(() -> assertThat(done()).containsExactly(1));
        }

        @Test
        void hasWhatWaitsTakenTogetherUpToTheLimit() {
            execute("a", GATE);
            await().until(() -> atTheGate);
            IntStream.range(0, 25).forEach(n -> execute("a", n));
            gate.countDown();
            await().untilAsserted(() ->
                    assertThat(batches.stream().map(List::size).toList()).containsExactly(1, 10, 10, 5));
        }
    }

    @Test
    void takesNoMoreBytesTogetherThanTheStoreTakesSoon() {
        execute("a", GATE);
        await().until(() -> atTheGate);
        IntStream.range(0, 5).forEach(n -> execute("a", HEAVY));
        gate.countDown();
        await().untilAsserted(() ->
                assertThat(batches.stream().map(List::size).toList()).containsExactly(1, 2, 2, 1));
    }

    /** Half a second is long enough for five calls and not too long for a test. */
    @Test
    void letsCommandsGatherWhereItIsTold() {
        pauseMillis = 500;
        IntStream.range(0, 5).forEach(n -> execute("a", n));
        await().untilAsserted(() -> assertThat(batches).containsExactly(List.of(0, 1, 2, 3, 4)));
    }

    @Test
    void saysUntilWhenTheSenderWaits() {
        execute("a", 1);
        await().until(() -> !deadlines.isEmpty());
        assertThat(deadlines).containsExactly(clock.millis() + 4_000);
    }

    @Test
    void goesOnAfterWorkThatFailed() {
        shards.execute("a", deadline -> pending(1, deadline), batch -> {
            atTheGate = true;
            throw new IllegalStateException("not expected of work");
        });
        await().until(() -> atTheGate);
        execute("a", 2);
        await().untilAsserted(() -> assertThat(done()).containsExactly(2));
    }

    @Test
    void bringsWhatIsUnderWayToItsEnd() {
        execute("a", GATE);
        IntStream.range(0, 25).forEach(n -> execute("a", n));
        shards.close();
        gate.countDown();
        await().untilAsserted(() -> assertThat(done()).hasSize(26));
    }

    @Nested
    class Overload {
        @Test
        void isRefusedAtOnce() {
            fill();
            assertThatThrownBy(() -> execute("b", 1)).isInstanceOf(Unavailable.class);
        }

        @Test
        void leavesRoomAgainWhenItIsOver() {
            fill();
            gate.countDown();
            await().ignoreExceptionsInstanceOf(Unavailable.class).untilAsserted(() -> {
                execute("b", 1);
                await().untilAsserted(() -> assertThat(done()).contains(1));
            });
        }

        private void fill() {
            execute("a", GATE);
            IntStream.range(1, 100).forEach(n -> execute("a", 1_000 + n));
        }
    }

    private void execute(String key, int number) {
        shards.execute(key, deadline -> pending(number, deadline), this::work);
    }

    private static Pending<Integer, Object> pending(int number, long deadline) {
        return new Pending<>(
                new GenericCommandMessage<>(number), command -> "", (command, result) -> {}, weight(number), deadline);
    }

    private static int weight(int number) {
        return number == HEAVY ? 1024 * 1024 : 1;
    }

    private void work(List<Pending<?, ?>> batch) {
        List<Integer> numbers = batch.stream()
                .map(pending -> (Integer) pending.command().getPayload())
                .toList();
        if (numbers.contains(GATE)) {
            awaitGate();
        }
        batches.add(numbers);
        batch.forEach(pending -> deadlines.add(pending.deadline()));
    }

    private List<Integer> done() {
        return batches.stream().flatMap(List::stream).toList();
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
