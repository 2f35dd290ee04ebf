package io.parley.edge.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.command.CommandProperties;
import io.parley.edge.command.Commands;
import io.parley.edge.problem.Problems;
import io.parley.edge.view.OwnWrites;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.receipt.FindReceipts;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.NotAMember;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Marks that come together, in front of a write side whose timeline ends at a seq. */
class BurstsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final ChatId LAKE = new ChatId("lake");
    private static final UserId ALICE = new UserId("alice");
    private static final long END = 100;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OwnWrites own = new OwnWrites();
    private final List<ConfirmReceipt> stored = new ArrayList<>();
    private final HoldingBus bus = new HoldingBus();
    private int commands;
    private Consumer<ConfirmReceipt> writeSide = this::takesUpToTheEnd;
    private Bursts bursts;

    @BeforeEach
    void connect() {
        bus.subscribe(ConfirmReceipt.class.getName(), command -> {
            commands++;
            writeSide.accept((ConfirmReceipt) command.getPayload());
            return null;
        });
        Commands edge = new Commands(
                DefaultCommandGateway.builder().commandBus(bus).build(),
                new CommandProperties(DEADLINE, 100),
                new Random(7),
                time,
                meters);
        bursts = new Bursts(edge, own, time, meters);
    }

    @Nested
    class ABurst {
        @Test
        void isOneCommandWithTheHighestMark() {
            List<CompletableFuture<Void>> answers = LongStream.of(3, 1, 60, 60, 59)
                    .mapToObj(BurstsTest.this::read)
                    .toList();
            assertThat(stored).isEmpty();
            moment();
            assertThat(stored).containsExactly(mark(60));
            assertThat(answers).allMatch(BurstsTest::isAnswered);
            assertThat(meters.counter("parley.receipts.confirmed").count()).isEqualTo(5);
            assertThat(meters.counter("parley.receipts.commands").count()).isEqualTo(1);
        }

        @Test
        void isKnownAsOnesOwnBeforeItIsAnswered() {
            CompletableFuture<FindReceipts.Expected> known = read(7).thenApply(answered -> own.inReceipts(ALICE, LAKE));
            moment();
            assertThat(known).isCompletedWithValue(new FindReceipts.Expected(7, 7));
        }

        @Test
        void takesWhatComesWhileTheFormerIsBeingStored() {
            bus.hold();
            CompletableFuture<Void> first = read(1);
            moment();
            List<CompletableFuture<Void>> next = LongStream.rangeClosed(2, 50)
                    .mapToObj(BurstsTest.this::read)
                    .toList();
            time.advanceTimeBy(Duration.ofSeconds(1));
            assertThat(commands).isZero();
            release();
            assertThat(first).matches(BurstsTest::isAnswered);
            moment();
            assertThat(stored).containsExactly(mark(1), mark(50));
            assertThat(next).allMatch(BurstsTest::isAnswered);
        }

        @Test
        void isOfOneUserOneChatAndOneType() {
            List<ConfirmReceipt> marks = List.of(
                    mark(5),
                    new ConfirmReceipt(LAKE, ALICE, ReceiptType.DELIVERED, 6),
                    new ConfirmReceipt(LAKE, new UserId("bob"), ReceiptType.READ, 7),
                    new ConfirmReceipt(new ChatId("sea"), ALICE, ReceiptType.READ, 8));
            marks.forEach(mark -> bursts.confirm(mark).subscribe());
            moment();
            assertThat(stored).containsExactlyInAnyOrderElementsOf(marks);
        }

        @Test
        void isStoredForCallersThatHaveGone() {
            bursts.confirm(mark(5)).subscribe().dispose();
            moment();
            assertThat(stored).containsExactly(mark(5));
        }
    }

    @Nested
    class AMarkBeyondTheEnd {
        @Test
        void isRefusedAndFailsNoneBesideIt() {
            CompletableFuture<Void> beyond = read(END + 1);
            CompletableFuture<Void> atTheEnd = read(END);
            CompletableFuture<Void> below = read(3);
            moment();
            assertThat(problem(beyond).code()).isEqualTo(ErrorCode.INVALID);
            assertThat(problem(beyond).field()).isEqualTo("seq");
            assertThat(atTheEnd).matches(BurstsTest::isAnswered);
            assertThat(below).matches(BurstsTest::isAnswered);
            assertThat(stored).last().isEqualTo(mark(END));
        }

        @Test
        void costsFewCommandsHoweverManyThereAre() {
            List<CompletableFuture<Void>> answers = LongStream.rangeClosed(1, 2_000)
                    .mapToObj(BurstsTest.this::read)
                    .toList();
            moment();
            assertThat(answers.subList(0, (int) END)).allMatch(BurstsTest::isAnswered);
            assertThat(answers.subList((int) END, 2_000)).allMatch(CompletableFuture::isCompletedExceptionally);
            assertThat(commands).isLessThanOrEqualTo(13);
        }

        @Test
        void leavesTheOthersWithTheFailureThatTheyMeet() {
            CompletableFuture<Void> beyond = read(END + 1);
            CompletableFuture<Void> below = read(3);
            writeSide = mark -> {
                takesUpToTheEnd(mark);
                throw new IllegalStateException("The event store is away.");
            };
            moment();
            time.advanceTimeBy(DEADLINE);
            assertThat(problem(below).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(beyond).isCompletedExceptionally();
        }
    }

    @Nested
    class ARefusal {
        @Test
        void isForAllOfTheBurst() {
            writeSide = mark -> {
                throw refused(new NotAMember());
            };
            List<CompletableFuture<Void>> answers = List.of(read(1), read(2));
            moment();
            assertThat(answers).allMatch(answer -> problem(answer).code() == ErrorCode.NOT_A_MEMBER);
            assertThat(commands).isEqualTo(1);
        }
    }

    @Nested
    class Waiting {
        @Test
        void endsAtTheDeadlineWhateverTheFormerBurstDoes() {
            bus.hold();
            var unused = read(1);
            moment();
            CompletableFuture<Void> next = read(2);
            time.advanceTimeBy(DEADLINE);
            assertThat(problem(next).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }

        @Test
        void takesTwoTimersForAllMarksOfABurst() {
            fill(LAKE, Burst.MARKS);
            assertThat(time.getScheduledTaskCount()).isEqualTo(2);
        }

        @Test
        void isBoundedForAUserAndForTheNode() {
            bus.hold();
            for (long chat = 0; chat < Bursts.MARKS / Burst.MARKS; chat++) {
                fill(new ChatId("chat-" + chat), Burst.MARKS);
            }
            assertThat(problem(confirmed(mark(new ChatId("chat-0"), 1))).code()).isEqualTo(ErrorCode.RATE_LIMITED);
            fill(LAKE, Bursts.MARKS % Burst.MARKS);
            assertThat(problem(confirmed(mark(new ChatId("sea"), 1))).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }

        @Test
        void leavesRoomAgainWhenItEnds() {
            fill(LAKE, Burst.MARKS);
            moment();
            CompletableFuture<Void> next = read(1);
            moment();
            assertThat(next).matches(BurstsTest::isAnswered);
        }

        @Test
        void gathersForLongerWhereManyConfirmButNotForEver() {
            List<CompletableFuture<Void>> all = LongStream.range(0, 1_000)
                    .mapToObj(chat -> confirmed(mark(new ChatId("chat-" + chat), 1)))
                    .toList();
            moment();
            assertThat(all.get(0)).isDone();
            assertThat(all.get(100)).isNotDone();
            time.advanceTimeBy(Duration.ofMillis(100));
            assertThat(all.get(100)).isDone();
            assertThat(all.get(999)).isNotDone();
            time.advanceTimeBy(Bursts.LONGEST_MOMENT);
            assertThat(all).allMatch(BurstsTest::isAnswered);
        }

        private void fill(ChatId chatId, int marks) {
            LongStream.range(0, marks)
                    .forEach(i -> assertThat(confirmed(mark(chatId, 1))).isNotDone());
        }
    }

    private void takesUpToTheEnd(ConfirmReceipt mark) {
        if (mark.upTo() > END) {
            throw refused(new Invalid("seq", "The timeline of this chat goes from 0 to " + END + "."));
        }
        stored.add(mark);
    }

    private CompletableFuture<Void> read(long seq) {
        return confirmed(mark(seq));
    }

    private CompletableFuture<Void> confirmed(ConfirmReceipt mark) {
        return bursts.confirm(mark).toFuture();
    }

    private static ConfirmReceipt mark(long seq) {
        return mark(LAKE, seq);
    }

    private static ConfirmReceipt mark(ChatId chatId, long seq) {
        return new ConfirmReceipt(chatId, ALICE, ReceiptType.READ, seq);
    }

    private void moment() {
        time.advanceTimeBy(Bursts.MOMENT);
    }

    private void release() {
        bus.release();
        time.advanceTime();
    }

    private static boolean isAnswered(CompletableFuture<Void> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally();
    }

    private static Problem problem(CompletableFuture<Void> answer) {
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
}
