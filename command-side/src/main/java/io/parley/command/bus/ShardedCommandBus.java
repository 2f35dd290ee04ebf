package io.parley.command.bus;

import io.parley.shared.refusal.Unavailable;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.commandhandling.distributed.UnresolvedRoutingKeyPolicy;
import org.axonframework.messaging.MessageHandler;

/** Axon's simple bus with each aggregate's commands on one thread: two sends of one connection stay in their order. */
public final class ShardedCommandBus extends SimpleCommandBus {
    private final CommandShards shards;
    private final RoutingStrategy routing = AnnotationRoutingStrategy.builder()
            .fallbackRoutingStrategy(UnresolvedRoutingKeyPolicy.RANDOM_KEY)
            .build();

    public ShardedCommandBus(Builder settings, CommandShards shards) {
        super(settings);
        this.shards = shards;
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        shards.execute(
                routing.getRoutingKey(command),
                () -> super.handle(command, handler, callback),
                () -> tooLate(command, callback));
    }

    private static <C, R> void tooLate(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        Unavailable busy = CommandShards.busy();
        callback.onResult(
                command,
                GenericCommandResultMessage.asCommandResultMessage(
                        new CommandExecutionException(busy.getMessage(), null, busy.problem())));
    }
}
