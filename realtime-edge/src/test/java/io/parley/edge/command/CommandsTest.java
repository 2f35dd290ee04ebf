package io.parley.edge.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.problem.Problems;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.NotAMember;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import io.parley.shared.refusal.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class CommandsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int RETRYING = 2;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SimpleCommandBus bus = new SilentBus();
    private final Commands commands = new Commands(
            DefaultCommandGateway.builder().commandBus(bus).build(),
            new CommandProperties(DEADLINE, RETRYING),
            new Random(7),
            time,
            meters);
    private final List<Long> tries = new ArrayList<>();
    private final List<Consumer<Throwable>> late = new ArrayList<>();
    private boolean silent;

    @Nested
    class ACommand {
        @ParameterizedTest
        @MethodSource("io.parley.edge.command.CommandsTest#passingFailures")
        void isAnsweredOnceTheReasonHasPassed(Exception failure) {
            failing(failure, 3);
            CompletableFuture<String> answer = sent();
            time.advanceTimeBy(DEADLINE.minusSeconds(1));
            assertThat(answer).isCompletedWithValue("stored");
            assertThat(tries).hasSize(4);
            assertThat(meters.counter("parley.commands.retried").count()).isEqualTo(3);
            assertThat(meters.counter("parley.commands.unavailable").count()).isZero();
        }

        @Test
        void waitsForAHandlerThatIsNotThereYet() {
            CompletableFuture<String> answer = sent();
            time.advanceTimeBy(Duration.ofSeconds(2));
            assertThat(answer).isNotDone();
            failing(new IllegalStateException("never"), 0);
            time.advanceTimeBy(Duration.ofSeconds(1));
            assertThat(answer).isCompletedWithValue("stored");
        }

        @Test
        void isNotRepeatedWhenItIsRefused() {
            failing(refused(new NotAMember()), 1);
            assertThat(problem(sent()).code()).isEqualTo(ErrorCode.NOT_A_MEMBER);
            assertThat(tries).hasSize(1);
        }

        @Test
        void isUnavailableAtTheDeadline() {
            failing(new IllegalStateException("The event store is away."), Integer.MAX_VALUE);
            CompletableFuture<String> answer = sent();
            time.advanceTimeBy(DEADLINE.minusSeconds(1));
            assertThat(answer).isNotDone();
            time.advanceTimeBy(Duration.ofSeconds(1));
            assertThat(problem(answer).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(problem(answer).retryable()).isTrue();
            assertThat(tries).hasSizeBetween(8, 20);
            assertThat(meters.counter("parley.commands.unavailable").count()).isEqualTo(1);
        }

        @Test
        void isUnavailableWhereNobodyAnswers() {
            silent = true;
            failing(new IllegalStateException("never"), 0);
            CompletableFuture<String> answer = sent();
            time.advanceTimeBy(DEADLINE);
            assertThat(problem(answer).message()).contains("did not answer in time");
            assertThat(meters.counter("parley.commands.unavailable").count()).isEqualTo(1);
        }

        @Test
        void isNoErrorThatNobodyCatchesWhereItFailsAfterTheDeadline() {
            List<Throwable> dropped = new ArrayList<>();
            Hooks.onErrorDropped(dropped::add);
            try {
                silent = true;
                failing(new IllegalStateException("never"), 0);
                CompletableFuture<String> answer = sent();
                time.advanceTimeBy(DEADLINE);
                assertThat(answer).isCompletedExceptionally();
                late.forEach(failure -> failure.accept(new IllegalStateException("late")));
                assertThat(late).hasSize(1);
                assertThat(dropped).isEmpty();
            } finally {
                Hooks.resetOnErrorDropped();
            }
        }

        @Test
        void comesNoSoonerThanARefusalAsks() {
            failing(refused(new Unavailable("The queue is full.", 1_000)), Integer.MAX_VALUE);
            CompletableFuture<String> answer = sent();
            time.advanceTimeBy(DEADLINE);
            assertThat(problem(answer).message()).isEqualTo("The queue is full.");
            assertThat(tries).hasSizeBetween(3, 5);
            assertThat(IntStream.range(1, tries.size()).mapToLong(i -> tries.get(i) - tries.get(i - 1)))
                    .allMatch(pause -> pause >= 1_000);
        }

        @Test
        void isNotTriedAgainForACallerThatHasGone() {
            failing(new IllegalStateException("The event store is away."), Integer.MAX_VALUE);
            Disposable caller = commands.send("command", String.class).subscribe();
            caller.dispose();
            time.advanceTimeBy(DEADLINE);
            assertThat(tries).hasSize(1);
            assertThat(meters.get("parley.commands.retrying").gauge().value()).isZero();
        }
    }

    @Nested
    class ANode {
        @Test
        void letsSoManyCommandsWaitAndRefusesFurtherOnesAtOnce() {
            failing(new IllegalStateException("The event store is away."), Integer.MAX_VALUE);
            List<CompletableFuture<String>> waiting = List.of(sent(), sent());
            assertThat(problem(sent()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            assertThat(tries).hasSize(3);
            time.advanceTimeBy(DEADLINE);
            assertThat(sent()).isNotDone();
        }
    }

    @Nested
    class ThePauses {
        private final Pauses pauses = new Pauses(new Random(7));

        @Test
        void growFromTwentyMillisecondsToHalfASecondAround() {
            assertThat(pauses(0)).allMatch(pause -> pause >= 10 && pause < 30);
            assertThat(pauses(2)).allMatch(pause -> pause >= 40 && pause < 120);
            assertThat(pauses(1_000)).allMatch(pause -> pause >= 250 && pause < 750);
        }

        @Test
        void differ() {
            assertThat(pauses(4)).hasSizeGreaterThan(20);
        }

        private List<Long> pauses(long tries) {
            return Stream.generate(() -> pauses.after(new IllegalStateException(), tries))
                    .limit(100)
                    .map(Duration::toMillis)
                    .distinct()
                    .toList();
        }
    }

    static Stream<Exception> passingFailures() {
        return Stream.of(
                new IllegalStateException("The event store is away."),
                new ConcurrencyException("An event for this aggregate was already there."),
                new NoHandlerForCommandException("AXONIQ-4000"),
                new CommandExecutionException("AXONIQ-2000: invalid sequence number", null),
                refused(new Unavailable("PostgreSQL cannot be reached.", 100)));
    }

    private CompletableFuture<String> sent() {
        return commands.send("command", String.class).toFuture();
    }

    private void failing(Exception failure, int times) {
        bus.subscribe(String.class.getName(), command -> {
            tries.add(time.now(TimeUnit.MILLISECONDS));
            if (tries.size() <= times) {
                throw failure;
            }
            return "stored";
        });
    }

    private Problem problem(CompletableFuture<String> answer) {
        time.advanceTime();
        assertThat(answer).isCompletedExceptionally();
        return Problems.of(Mono.fromFuture(answer)
                .<Throwable>thenReturn(new AssertionError("answered"))
                .onErrorResume(Mono::just)
                .blockOptional()
                .orElseThrow());
    }

    private static CommandExecutionException refused(Refusal refusal) {
        return new CommandExecutionException(refusal.getMessage(), null, refusal.problem());
    }

    /** A bus that can leave commands unanswered. */
    private final class SilentBus extends SimpleCommandBus {
        SilentBus() {
            super(SimpleCommandBus.builder());
        }

        @Override
        protected <C, R> void handle(
                CommandMessage<C> command,
                MessageHandler<? super CommandMessage<?>> handler,
                CommandCallback<? super C, ? super R> callback) {
            if (silent) {
                late.add(failure ->
                        callback.onResult(command, GenericCommandResultMessage.asCommandResultMessage(failure)));
            } else {
                super.handle(command, handler, callback);
            }
        }
    }
}
