package io.parley.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.commandhandling.GenericCommandMessage.asCommandMessage;

import io.parley.command.bus.Ledger.Deposit;
import io.parley.command.bus.Ledger.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DefaultCommandBusSpanFactory;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.tracing.NoOpSpanFactory;
import org.threeten.extra.MutableClock;

/** The same commands on Axon's simple bus and on ours: each has the same answer, and the store holds the same events. */
class GroupCommitCommandBusTest {
    private static final CommandBusSpanFactory NO_SPANS = DefaultCommandBusSpanFactory.builder()
            .spanFactory(NoOpSpanFactory.INSTANCE)
            .build();
    private static final int TOGETHER = 8;

    @Property(tries = 300)
    void answersAndStoresWhatTheSimpleBusDoes(@ForAll("commands") List<Deposit> commands) {
        try (Ledger simple = new Ledger();
                Ledger grouped = new Ledger()) {
            List<Object> expected = onTheSimpleBus(simple, commands);
            assertThat(onOurs(grouped, commands)).isEqualTo(expected);
            assertThat(grouped.stored()).isEqualTo(simple.stored());
            assertThat(grouped.balancesInMemory())
                    .as("nothing in memory is ahead of the store")
                    .isEqualTo(grouped.balancesInStore());
            assertThat(grouped.openTransactions()).isZero();
        }
    }

    @Example
    void anErrorInTheStoreLeavesNothingBehindAndHurtsNobodyElse() {
        try (Ledger grouped = new Ledger()) {
            List<Object> answers = onOurs(
                    grouped,
                    List.of(
                            new Deposit(0, 1, Fault.NONE),
                            new Deposit(0, 10, Fault.AT_APPEND_WITH_ERROR),
                            new Deposit(0, 100, Fault.NONE)));
            assertThat(answers.get(0)).isEqualTo(1L);
            assertThat(answers.get(2)).isEqualTo(101L);
            assertThat(answers.get(1).toString()).contains("does not answer just now");
            assertThat(grouped.balancesInMemory()).isEqualTo(grouped.balancesInStore());
            assertThat(grouped.openTransactions()).isZero();
        }
    }

    private static List<Object> onTheSimpleBus(Ledger ledger, List<Deposit> commands) {
        CommandBus bus = ledger.behind(SimpleCommandBus.builder()
                .transactionManager(ledger.transactions())
                .rollbackConfiguration(Ledger.UNLESS_REFUSED)
                .build());
        return commands.stream().map(command -> send(bus, command).join()).toList();
    }

    /** All are sent while the thread is held up, so that they are taken together. */
    private static List<Object> onOurs(Ledger ledger, List<Deposit> commands) {
        CountDownLatch gate = new CountDownLatch(1);
        try (CommandShards shards =
                new CommandShards(1, 100, TOGETHER, Duration.ofSeconds(30), () -> 0, MutableClock.epochUTC())) {
            CommandBus bus = ledger.behind(new GroupCommitCommandBus(
                    SimpleCommandBus.builder(),
                    ledger.transactions(),
                    Ledger.UNLESS_REFUSED,
                    NO_SPANS,
                    shards,
                    command -> 1,
                    MutableClock.epochUTC()));
            bus.subscribe(Integer.class.getName(), message -> gate.await(30, TimeUnit.SECONDS));
            bus.dispatch(asCommandMessage(0), (message, result) -> {});
            List<CompletableFuture<Object>> answers =
                    commands.stream().map(command -> send(bus, command)).toList();
            gate.countDown();
            return answers.stream()
                    .map(answer -> answer.orTimeout(30, TimeUnit.SECONDS).join())
                    .toList();
        }
    }

    private static CompletableFuture<Object> send(CommandBus bus, Deposit command) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        bus.dispatch(
                new GenericCommandMessage<>(command, Map.of(Ledger.TRACE, command.amount())),
                (message, result) -> answer.complete(
                        result.isExceptional() ? result.exceptionResult().toString() : result.getPayload()));
        return answer;
    }

    @Provide
    Arbitrary<List<Deposit>> commands() {
        Arbitrary<Fault> usual = Arbitraries.frequency(
                Tuple.of(20, Fault.NONE),
                Tuple.of(4, Fault.REFUSED),
                Tuple.of(1, Fault.BEFORE_APPLY),
                Tuple.of(1, Fault.AFTER_APPLY),
                Tuple.of(1, Fault.CHECKED),
                Tuple.of(1, Fault.ERROR),
                Tuple.of(1, Fault.AT_APPEND));
        return Combinators.combine(
                        Arbitraries.integers().between(0, Ledger.ACCOUNTS - 1),
                        Arbitraries.integers().between(1, 1_000_000),
                        usual)
                .as(Deposit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }
}
