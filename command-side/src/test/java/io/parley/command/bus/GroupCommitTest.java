package io.parley.command.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

/** How a batch is brought to its answers when attempts fail. */
class GroupCommitTest {
    private final MutableClock clock = MutableClock.epochUTC();
    private final List<List<Integer>> attempts = new ArrayList<>();
    private final List<Integer> secondAttempts = new ArrayList<>();
    private final List<Object> answers = new ArrayList<>();
    private Throwable fault = new IllegalStateException("a fault of one command");
    private Set<Integer> guilty = Set.of();
    private boolean atCommit;
    private int failuresLeft = Integer.MAX_VALUE;

    private final GroupCommit groups = new GroupCommit(this::attempt, clock);

    private List<CommandResultMessage<?>> attempt(List<Pending<?, ?>> batch) throws GroupCommit.RolledBack {
        List<Integer> numbers = batch.stream().map(GroupCommitTest::number).toList();
        attempts.add(numbers);
        batch.stream()
                .filter(pending -> pending.command().getMetaData().containsKey(SecondAttempt.KEY))
                .forEach(pending -> secondAttempts.add(number(pending)));
        if (failuresLeft > 0 && numbers.stream().anyMatch(guilty::contains)) {
            failuresLeft--;
            throw new GroupCommit.RolledBack(fault, atCommit);
        }
        List<CommandResultMessage<?>> results = new ArrayList<>();
        numbers.forEach(number -> results.add(GenericCommandResultMessage.asCommandResultMessage(number)));
        return results;
    }

    @Nested
    class OneGuilty {
        @Test
        void failsAlone() {
            guilty = Set.of(5);
            run(8);
            assertThat(answers).containsExactlyInAnyOrder(0, 1, 2, 3, 4, fault, 6, 7);
            assertThat(answers.indexOf(fault)).isEqualTo(5);
            assertThat(secondAttempts).isEmpty();
        }

        @Test
        void costsItsNeighboursFewCommits() {
            guilty = Set.of(77);
            run(256);
            assertThat(attempts).hasSizeLessThanOrEqualTo(2 * 8 + 1);
        }
    }

    @Nested
    class ABehindAppend {
        @Test
        void isDecidedAgainWithALookIntoTheStore() {
            guilty = Set.of(2);
            fault = new ConcurrencyException("another append was first");
            failuresLeft = 2;
            run(4);
            assertThat(answers).containsExactly(0, 1, 2, 3);
            assertThat(secondAttempts).contains(2);
        }

        @Test
        void isGivenUpAfterADozenTimes() {
            guilty = Set.of(0);
            fault = new ConcurrencyException("another append was first");
            run(1);
            assertThat(attempts).hasSize(12);
            assertThat(refusal(0)).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void aStoreThatIsAwayIsAskedOnceForEachAlone() {
        guilty = Set.of(0);
        fault = new TimeoutException("no answer");
        run(1);
        assertThat(attempts).hasSize(1);
        assertThat(refusal(0)).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aCommitWithoutAnAnswerIsNotTriedAgain() {
        guilty = Set.of(0);
        fault = new TimeoutException("no answer");
        atCommit = true;
        run(3);
        assertThat(attempts).hasSize(1);
        assertThat(IntStream.range(0, 3).mapToObj(this::refusal)).containsOnly(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aStoreThatFailsBeforeTheCommitHurtsOnlyWhoMeetsIt() {
        guilty = Set.of(1);
        fault = new TimeoutException("no answer");
        run(3);
        assertThat(answers.get(0)).isEqualTo(0);
        assertThat(refusal(1)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(answers.get(2)).isEqualTo(2);
    }

    @Test
    void whatHasWaitedTooLongIsNotDone() {
        List<Pending<?, ?>> batch = batch(3);
        clock.add(Duration.ofSeconds(5));
        groups.run(batch);
        assertThat(attempts).isEmpty();
        assertThat(IntStream.range(0, 3).mapToObj(this::refusal)).containsOnly(ErrorCode.UNAVAILABLE);
    }

    @Test
    void anAnswerThatIsNotTakenCostsNobodyElseTheirs() {
        List<Pending<?, ?>> batch = batch(3);
        batch.set(1, pending(1, result -> {
            throw new IllegalStateException("nobody listens");
        }));
        groups.run(batch);
        assertThat(answers).containsExactly(0, 2);
    }

    private void run(int commands) {
        groups.run(batch(commands));
    }

    private List<Pending<?, ?>> batch(int commands) {
        List<Pending<?, ?>> batch = new ArrayList<>();
        IntStream.range(0, commands).forEach(number -> batch.add(pending(number, this::take)));
        return batch;
    }

    private Pending<Integer, Object> pending(int number, Consumer<CommandResultMessage<?>> answer) {
        return new Pending<>(
                new GenericCommandMessage<>(number),
                command -> "",
                (command, result) -> answer.accept(result),
                1,
                clock.millis() + 4_000);
    }

    private void take(CommandResultMessage<?> result) {
        answers.add(result.isExceptional() ? result.exceptionResult() : result.getPayload());
    }

    private ErrorCode refusal(int index) {
        Optional<Problem> problem = ((CommandExecutionException) answers.get(index)).getDetails();
        return problem.orElseThrow().code();
    }

    private static int number(Pending<?, ?> pending) {
        return (Integer) pending.command().getPayload();
    }
}
