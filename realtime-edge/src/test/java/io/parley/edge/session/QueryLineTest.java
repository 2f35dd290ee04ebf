package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class QueryLineTest {
    private static final int PAGE = 512 * 1024;

    private final Budget budget = new Budget(Runnable::run);
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Socketless outlet = new Socketless();
    private final QueryLine line = new QueryLine(outlet, time);
    private final List<Sinks.One<Payload>> asked = new ArrayList<>();
    private final List<Integer> answered = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private boolean socketTakesNothing;

    @Nested
    class AtOnce {
        @Test
        void areFourAndTheNextFollowsWhenOneIsAnswered() {
            ask(6);
            assertThat(asked).hasSize(4);
            answer(1, 100);
            assertThat(asked).hasSize(5);
            assertThat(answered).containsExactly(100);
        }

        @Test
        void countsNoneThatTheDeviceGaveUp() {
            List<Disposable> queries = ask(6);
            queries.get(5).dispose();
            queries.get(0).dispose();
            assertThat(asked).hasSize(5);
            queries.forEach(Disposable::dispose);
            assertThat(asked).hasSize(5);
            assertThat(budget.held()).isZero();
        }
    }

    @Nested
    class AnAnswer {
        @Test
        void thatFindsNoRoomIsAskedForAgainWhenThereIsSome() {
            budget.count(500 * 1024);
            ask(1);
            answer(0, PAGE);
            assertThat(answered).isEmpty();
            assertThat(asked).hasSize(1);
            budget.release(500 * 1024);
            assertThat(asked).hasSize(2);
            answer(1, PAGE);
            assertThat(answered).containsExactly(PAGE);
            assertThat(budget.held()).isZero();
        }

        @Test
        void waitsWhileWhatCameBeforeIsNotTaken() {
            ask(2);
            answer(0, PAGE);
            budget.count(PAGE);
            answer(1, PAGE);
            assertThat(answered).containsExactly(PAGE);
            budget.release(PAGE);
            answer(2, PAGE);
            assertThat(answered).containsExactly(PAGE, PAGE);
        }

        @Test
        void takesItsRoomBeforeTheNextIsAsked() {
            socketTakesNothing = true;
            ask(3);
            for (int query = 0; query < 3; query++) {
                answer(query, PAGE);
            }
            budget.release(PAGE);
            assertThat(asked).hasSize(4);
            answer(3, PAGE);
            assertThat(answered).containsExactly(PAGE, PAGE);
            assertThat(asked).hasSize(4);
            assertThat(budget.held()).isLessThan(Budget.PLANNED);
        }

        @Test
        void thatNeverFitsIsRefusedInstead() {
            ask(1);
            answer(0, 2 * PAGE);
            answer(1, 2 * PAGE);
            assertThat(refused).singleElement().asString().contains("too large");
            assertThat(budget.held()).isZero();
        }
    }

    @Nested
    class TheLine {
        @Test
        void isBounded() {
            ask(2_000);
            assertThat(refused).hasSizeGreaterThan(1_500).allMatch(message -> message.contains("unanswered queries"));
            assertThat(budget.held()).isLessThan(256 * 1024);
        }

        @Test
        void takesNoQueryThatWouldFillIt() {
            line.inTurn(200 * 1024, QueryLineTest.this::question)
                    .subscribe(payload -> {}, error -> refused.add(String.valueOf(error.getMessage())));
            assertThat(refused).singleElement().asString().contains("128 KiB");
            assertThat(budget.held()).isZero();
        }
    }

    @Nested
    class TheWaitForRoom {
        @Test
        void endsWhereOthersKeepItForThingsThatAreNotGettingDone() {
            outlet.whenRoomFor(Budget.PLANNED, hold -> {});
            ask(2);
            time.advanceTimeBy(RoomPatience.PATIENCE.minusSeconds(1));
            assertThat(asked).isEmpty();
            assertThat(refused).isEmpty();
            time.advanceTimeBy(Duration.ofSeconds(1));
            assertThat(refused).hasSize(2).allMatch(message -> message.contains("ask again"));
            assertThat(budget.held()).isEqualTo(Budget.PLANNED);
        }

        @Test
        void lastsAsLongAsTheDeviceTakesToReadWhatItHasBeenSent() {
            socketTakesNothing = true;
            budget.count(Budget.PLANNED);
            ask(1);
            time.advanceTimeBy(RoomPatience.PATIENCE.multipliedBy(3));
            assertThat(refused).isEmpty();
            budget.release(Budget.PLANNED);
            assertThat(asked).hasSize(1);
        }

        @Test
        void isForTheViewsToEndOnceTheyAreAsked() {
            ask(1);
            time.advanceTimeBy(RoomPatience.PATIENCE.multipliedBy(3));
            answer(0, 100);
            assertThat(answered).containsExactly(100);
        }
    }

    private List<Disposable> ask(int times) {
        List<Disposable> queries = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Consumer<Payload> taken = this::written;
            queries.add(line.inTurn(100, this::question)
                    .subscribe(taken, error -> refused.add(String.valueOf(error.getMessage()))));
        }
        return queries;
    }

    private void written(Payload payload) {
        int length = payload.data().readableBytes();
        answered.add(length);
        if (socketTakesNothing) {
            budget.count(length);
        }
    }

    private Mono<Payload> question() {
        Sinks.One<Payload> answer = Sinks.one();
        asked.add(answer);
        return answer.asMono();
    }

    private void answer(int index, int bytes) {
        asked.get(index).tryEmitValue(DefaultPayload.create(new byte[bytes]));
    }

    private final class Socketless implements BudgetOutlet {
        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public boolean hasRoom() {
            return !socketTakesNothing;
        }

        @Override
        public void onRoom(Runnable action) {}

        @Override
        public void forget(Runnable action) {}

        @Override
        public Budget budget() {
            return budget;
        }
    }
}
