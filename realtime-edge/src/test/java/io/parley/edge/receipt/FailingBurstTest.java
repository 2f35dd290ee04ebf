package io.parley.edge.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.command.CommandProperties;
import io.parley.edge.command.Commands;
import io.parley.edge.view.OwnWrites;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.receipt.ReceiptType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.test.scheduler.VirtualTimeScheduler;

class FailingBurstTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final Bursts bursts = new Bursts(
            new Commands(
                    DefaultCommandGateway.builder().commandBus(bus).build(),
                    new CommandProperties(DEADLINE, 100),
                    new Random(7),
                    time,
                    meters),
            new OwnWrites(),
            time,
            meters);

    @AfterEach
    void reset() {
        Hooks.resetOnErrorDropped();
    }

    @Test
    void isToldToThoseWhoWaitAndIsNoErrorThatNobodyCatches() {
        List<Throwable> dropped = new ArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        bus.subscribe(ConfirmReceipt.class.getName(), command -> {
            throw new IllegalStateException("The event store is away.");
        });
        CompletableFuture<Void> answer = bursts.confirm(
                        new ConfirmReceipt(new ChatId("lake"), new UserId("ann"), ReceiptType.READ, 1))
                .toFuture();
        time.advanceTimeBy(DEADLINE.plusSeconds(1));
        assertThat(answer).isCompletedExceptionally();
        assertThat(dropped).isEmpty();
    }
}
