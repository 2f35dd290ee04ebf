package io.parley.command.bus;

import java.time.Clock;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.commandhandling.distributed.UnresolvedRoutingKeyPolicy;
import org.axonframework.messaging.MessageHandler;

/** Axon's simple bus with each aggregate's commands on one thread: two sends of one connection stay in their order. */
public final class ShardedCommandBus extends SimpleCommandBus {
    private final CommandShards shards;
    private final Decision decision;
    private final RoutingStrategy routing = AnnotationRoutingStrategy.builder()
            .fallbackRoutingStrategy(UnresolvedRoutingKeyPolicy.RANDOM_KEY)
            .build();

    public ShardedCommandBus(Builder settings, CommandShards shards, Clock clock) {
        super(settings);
        this.shards = shards;
        this.decision = new Decision(clock);
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        shards.execute(
                routing.getRoutingKey(command),
                deadline -> answer(
                        callback, command, decision.of(command, deadline, attempt -> handleOnce(attempt, handler))),
                () -> answer(callback, command, Decision.refused(CommandShards.busy())));
    }

    private <C> CommandResultMessage<?> handleOnce(
            CommandMessage<C> command, MessageHandler<? super CommandMessage<?>> handler) {
        FutureCallback<C, Object> result = new FutureCallback<>();
        super.handle(command, handler, result);
        return result.join();
    }

    @SuppressWarnings("unchecked") // What a handler answers is known to its sender alone.
    private static <C, R> void answer(
            CommandCallback<? super C, ? super R> callback, CommandMessage<C> command, CommandResultMessage<?> result) {
        callback.onResult(command, (CommandResultMessage<? extends R>) result);
    }
}
