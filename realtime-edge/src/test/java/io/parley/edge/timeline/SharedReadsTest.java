package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.session.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class SharedReadsTest {
    private static final Duration APART = Duration.ofMillis(20);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Turns turns = new Turns(1);
    private final List<List<Integer>> asked = new ArrayList<>();
    private final List<CompletableFuture<List<Integer>>> answers = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final SharedReads<Integer, Integer> reads = new SharedReads<>(turns::inTurn, this::read, APART, time);

    private Mono<List<Integer>> read(List<Integer> questions) {
        asked.add(questions);
        CompletableFuture<List<Integer>> answer = new CompletableFuture<>();
        answers.add(answer);
        return Mono.fromFuture(answer);
    }

    @Test
    void thatOneAsksForAloneGoAtOnceAndThoseMeanwhileTogether() {
        ask(0);
        assertThat(asked).containsExactly(List.of(0));
        ask(1, 2, 3);
        assertThat(asked).hasSize(1);
        answer(0, List.of(100));
        assertThat(asked).containsExactly(List.of(0), List.of(1, 2, 3));
        answer(1, List.of(101, 102, 103));
        assertThat(told).containsExactly(100, 101, 102, 103);
    }

    @Test
    void thatComeOneByOneInACrowdGoTogetherTooFromTheSecondOn() {
        ask(0);
        answers.get(0).complete(List.of(100));
        ask(1);
        ask(2);
        assertThat(asked).hasSize(1);
        time.advanceTimeBy(APART);
        assertThat(asked).containsExactly(List.of(0), List.of(1, 2));
    }

    @Test
    void areAskedAgainWhereTheyWereLeftOutAndBeforeLaterOnes() {
        ask(0);
        ask(1, 2, 3);
        answer(0, List.of(100));
        ask(4);
        answer(1, List.of(101));
        assertThat(asked.get(2)).containsExactly(2, 3, 4);
        answer(2, List.of(102, 103, 104));
        assertThat(told).containsExactly(100, 101, 102, 103, 104);
    }

    @Test
    void haveALimitForEach() {
        ask(0);
        ask(IntStream.rangeClosed(1, 50).toArray());
        answer(0, List.of(100));
        answer(1, asked.get(1));
        assertThat(asked).extracting(List::size).containsExactly(1, 32, 18);
    }

    @Test
    void ofWhoHasGoneAreNotAskedFor() {
        ask(0);
        Disposable gone = reads.read(1).subscribe();
        ask(2);
        gone.dispose();
        answer(0, List.of(100));
        assertThat(asked.get(1)).containsExactly(2);
    }

    @Test
    void failForAllWhoAskedAndNotForThoseAfterThem() {
        ask(0);
        ask(1, 2);
        answer(0, List.of(100));
        ask(3);
        answers.get(1).completeExceptionally(new IllegalArgumentException("away"));
        time.advanceTimeBy(APART);
        assertThat(failures).hasSize(2);
        answer(2, List.of(103));
        assertThat(told).containsExactly(100, 103);
    }

    @Test
    void thatAreAnsweredWithNothingFailInsteadOfBeingAskedForEver() {
        ask(0);
        answer(0, List.of());
        assertThat(failures).hasSize(1);
        assertThat(asked).hasSize(1);
    }

    private void ask(int... questions) {
        for (int question : questions) {
            reads.read(question).subscribe(told::add, failures::add);
        }
    }

    private void answer(int read, List<Integer> answer) {
        answers.get(read).complete(answer);
        time.advanceTimeBy(APART);
    }
}
