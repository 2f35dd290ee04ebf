package io.parley.command.bus;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.commandhandling.distributed.UnresolvedRoutingKeyPolicy;
import org.axonframework.common.Registration;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.RollbackConfiguration;

/**
 * Axon's simple bus with group commit: the commands of one aggregate run on one thread in the order in which they came,
 * and what waits on a thread is handled together, in one unit of work with one commit. A disk that takes three
 * milliseconds to confirm a write is asked once for all of them. Each is answered after that commit.
 */
public final class GroupCommitCommandBus extends SimpleCommandBus {
    private final CommandShards shards;
    private final TransactionManager transactions;
    private final RollbackConfiguration rollback;
    private final CommandBusSpanFactory spans;
    private final ToIntFunction<CommandMessage<?>> weight;
    private final GroupCommit groups;
    private final List<MessageHandlerInterceptor<? super CommandMessage<?>>> interceptors =
            new CopyOnWriteArrayList<>();
    private final RoutingStrategy routing = AnnotationRoutingStrategy.builder()
            .fallbackRoutingStrategy(UnresolvedRoutingKeyPolicy.RANDOM_KEY)
            .build();

    /**
     * @param settings of the simple bus, but for the following, which it keeps to itself
     * @param weight about how many bytes a command stores
     * @param rollback the failures after which nothing of a command, and of those handled with it, may stay
     */
    public GroupCommitCommandBus(
            Builder settings,
            TransactionManager transactions,
            RollbackConfiguration rollback,
            CommandBusSpanFactory spans,
            CommandShards shards,
            ToIntFunction<CommandMessage<?>> weight,
            Clock clock) {
        super(settings.transactionManager(transactions)
                .rollbackConfiguration(rollback)
                .spanFactory(spans));
        this.shards = shards;
        this.weight = weight;
        this.transactions = transactions;
        this.rollback = rollback;
        this.spans = spans;
        this.groups = new GroupCommit(this::commit, clock);
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super CommandMessage<?>> handlerInterceptor) {
        interceptors.add(handlerInterceptor);
        return () -> interceptors.remove(handlerInterceptor);
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        shards.execute(
                routing.getRoutingKey(command),
                deadline -> new Pending<C, R>(command, handler, callback, weight.applyAsInt(command), deadline),
                groups::run);
    }

    private List<CommandResultMessage<?>> commit(List<Pending<?, ?>> batch) throws GroupCommit.RolledBack {
        List<CommandMessage<?>> commands = new ArrayList<>(batch.size());
        batch.forEach(pending -> commands.add(pending.command()));
        CommandBatch work = new CommandBatch(commands);
        List<CommandResultMessage<?>> results = new ArrayList<>(batch.size());
        ResultMessage<?> outcome = null;
        try {
            work.start();
            work.attachTransaction(transactions);
            outcome = work.executeWithResult(() -> handle(batch.get(results.size()), work, results), rollback);
        } catch (RuntimeException | Error e) {
            if (work.isActive() && !work.isRolledBack()) {
                work.rollback(e);
            }
            throw new GroupCommit.RolledBack(e, work.mayBeCommitted());
        }
        if (work.isRolledBack()) {
            throw new GroupCommit.RolledBack(outcome.exceptionResult(), work.mayBeCommitted());
        }
        return results;
    }

    /** In the place of its message in the unit of work; a failure is its answer unless all is rolled back for it. */
    private Object handle(Pending<?, ?> pending, CommandBatch work, List<CommandResultMessage<?>> results)
            throws Exception {
        try {
            Object result = spans.createHandleCommandSpan(pending.command(), false)
                    .runCallable(() -> new DefaultInterceptorChain<>(work, interceptors, pending.handler()).proceed());
            results.add(GenericCommandResultMessage.asCommandResultMessage(result));
            return result;
        } catch (Exception | Error e) {
            results.add(GenericCommandResultMessage.asCommandResultMessage(e));
            throw e;
        }
    }
}
