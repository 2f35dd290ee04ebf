package io.parley.command.config;

import io.parley.command.bus.CommandShards;
import io.parley.command.bus.FailFastTransactions;
import io.parley.command.bus.GroupCommitCommandBus;
import io.parley.command.bus.ViewBrake;
import io.parley.engines.eventstore.ViewLag;
import io.parley.shared.message.SendMessage;
import java.time.Clock;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;

/** The bus that runs command handlers: on threads of its own, so that no caller's event loop ever waits for a commit. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class CommandBusConfiguration {
    /** What a command stores beside its content, in bytes, about. */
    private static final int ENVELOPE = 512;

    @Bean
    CommandShards commandShards(CommandSideProperties properties, ViewLag views, Clock clock) {
        return new CommandShards(
                properties.threads(),
                properties.queue(),
                properties.together(),
                properties.patience(),
                new ViewBrake(views),
                clock);
    }

    @Bean
    @Qualifier("localSegment")
    CommandBus localCommandBus(
            CommandShards shards,
            Clock clock,
            TransactionManager transactions,
            DuplicateCommandHandlerResolver duplicates,
            Configuration axon) {
        GroupCommitCommandBus bus = new GroupCommitCommandBus(
                SimpleCommandBus.builder()
                        .duplicateCommandHandlerResolver(duplicates)
                        .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus")),
                new FailFastTransactions(transactions, clock),
                fault -> !isRefusal(fault),
                axon.getComponent(CommandBusSpanFactory.class),
                shards,
                CommandBusConfiguration::weight,
                clock);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    private static int weight(CommandMessage<?> command) {
        return command.getPayload() instanceof SendMessage send
                ? ENVELOPE + send.content().bytes().length
                : ENVELOPE;
    }

    /**
     * Refusals come before anything is applied, so there is nothing to roll back; a rollback would drop the aggregate from
     * the cache and let anyone make a busy chat load from the store at will.
     */
    private static boolean isRefusal(Throwable fault) {
        return fault instanceof CommandExecutionException refused
                && refused.getDetails().isPresent();
    }
}
