package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class TurnsTest {
    private final Turns turns = new Turns(2);
    private final List<Integer> begun = new ArrayList<>();
    private final List<Sinks.One<Integer>> tasks = new ArrayList<>();

    @Nested
    class Tasks {
        @Test
        void runTwoAtATimeInTheOrderInWhichTheyCame() {
            comers(5);
            assertThat(begun).containsExactly(0, 1);
            assertThat(turns.waiting()).isEqualTo(3);
            tasks.get(1).tryEmitValue(1);
            assertThat(begun).containsExactly(0, 1, 2);
            tasks.get(0).tryEmitError(new IllegalStateException("failed"));
            tasks.get(2).tryEmitEmpty();
            assertThat(begun).containsExactly(0, 1, 2, 3, 4);
            assertThat(turns.waiting()).isZero();
        }

        @Test
        void giveUpTheirPlaceWithoutHoldingUpOthers() {
            List<Disposable> comers = comers(5);
            comers.get(2).dispose();
            comers.get(0).dispose();
            assertThat(begun).containsExactly(0, 1, 3);
            comers.get(3).dispose();
            assertThat(begun).containsExactly(0, 1, 3, 4);
        }

        @Test
        void thatEndAsTheyBeginMayBeAnyNumber() {
            Sinks.One<Integer> first = Sinks.one();
            AtomicInteger done = new AtomicInteger();
            Turns one = new Turns(1);
            one.inTurn(first.asMono()).subscribe();
            for (int i = 0; i < 20_000; i++) {
                one.inTurn(Mono.just(i)).subscribe(value -> {}, error -> {}, done::incrementAndGet);
            }
            assertThat(done).hasValue(0);
            first.tryEmitEmpty();
            assertThat(one.waiting()).isZero();
            assertThat(done).hasValue(20_000);
        }

        @Test
        void keepToTheBoundOnManyThreads() {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            Mono<Integer> task = Mono.fromCallable(() -> {
                        int now = running.incrementAndGet();
                        most.accumulateAndGet(now, Math::max);
                        return now;
                    })
                    .subscribeOn(Schedulers.boundedElastic())
                    .doOnNext(now -> running.decrementAndGet());
            Long answered = Flux.range(0, 5_000)
                    .flatMap(i -> turns.inTurn(task).subscribeOn(Schedulers.parallel()), 500)
                    .count()
                    .block(Duration.ofSeconds(30));
            assertThat(answered).isEqualTo(5_000);
            assertThat(most.get()).isBetween(1, 2);
        }
    }

    @Nested
    class Lines {
        private final Turns lines = new Turns(1, 2);
        private final StringBuilder order = new StringBuilder();
        private final Sinks.One<Integer> first = Sinks.one();

        @Test
        void goOneAfterTheOther() {
            lines.inTurn(0, first.asMono()).subscribe();
            comes(1, 3);
            comes(0, 3);
            first.tryEmitEmpty();
            assertThat(order).hasToString("000111");
        }

        @Test
        void areAllServedHoweverLongTheFirstIs() {
            lines.inTurn(0, first.asMono()).subscribe();
            comes(1, 2);
            comes(0, 20);
            first.tryEmitEmpty();
            assertThat(order.indexOf("1")).isBetween(1, 7);
            assertThat(order.indexOf("1", order.indexOf("1") + 1)).isBetween(8, 15);
            assertThat(order).hasSize(22);
        }

        private void comes(int line, int times) {
            for (int i = 0; i < times; i++) {
                lines.inTurn(line, Mono.fromRunnable(() -> order.append(line))).subscribe();
            }
        }
    }

    private List<Disposable> comers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Sinks.One<Integer> task = Sinks.one();
                    tasks.add(task);
                    return turns.inTurn(Mono.defer(() -> {
                                begun.add(i);
                                return task.asMono();
                            }))
                            .subscribe(done -> {}, error -> {});
                })
                .toList();
    }
}
