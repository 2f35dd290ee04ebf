package io.parley.command.config;

import io.parley.shared.chat.CreateChat;
import io.parley.shared.refusal.Unavailable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The bus that runs command handlers: on threads of its own, so that no caller's event loop ever waits for a commit. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class CommandBusConfiguration {
    private static final long RETRY_AFTER_MILLIS = 1_000;

    @Bean(destroyMethod = "shutdown")
    ThreadPoolExecutor commandExecutor(CommandSideProperties properties) {
        return new ThreadPoolExecutor(
                properties.threads(),
                properties.threads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(properties.queue()),
                new CustomizableThreadFactory("parley-command-"),
                (command, full) -> {
                    throw new Unavailable(
                            "More is sent than can be stored just now;"
                                    + " send again with the same clientMsgId or clientChatId.",
                            RETRY_AFTER_MILLIS);
                });
    }

    @Bean
    @Qualifier("localSegment")
    CommandBus localCommandBus(
            ThreadPoolExecutor commandExecutor,
            TransactionManager transactions,
            DuplicateCommandHandlerResolver duplicates,
            Configuration axon) {
        AsynchronousCommandBus bus = AsynchronousCommandBus.builder()
                .executor(commandExecutor)
                .transactionManager(transactions)
                .duplicateCommandHandlerResolver(duplicates)
                .rollbackConfiguration(unlessRefused())
                .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
                .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus"))
                .build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    /**
     * Refusals come before anything is applied, so there is nothing to roll back; a rollback would drop the aggregate from
     * the cache and let anyone make a busy chat load from the store at will. Only a chat whose opening is refused has to
     * go: it has no id yet under which the cache could keep it.
     */
    private static RollbackConfiguration unlessRefused() {
        return fault ->
                !isRefusal(fault) || CurrentUnitOfWork.get().getMessage().getPayload() instanceof CreateChat;
    }

    private static boolean isRefusal(Throwable fault) {
        return fault instanceof CommandExecutionException refused
                && refused.getDetails().isPresent();
    }
}
