package io.parley.engines.refusal;

import io.parley.shared.chat.ChatId;
import io.parley.shared.refusal.Refusal;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.queryhandling.QueryExecutionException;
import org.axonframework.queryhandling.QueryMessage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Turns a {@link Refusal} into the exception whose details survive a bus between two processes. The same in one process,
 * so that the edge reads refusals in one way.
 */
@Configuration(proxyBeanMethods = false)
public class RefusalConfiguration {
    @Bean
    MessageHandlerInterceptor<CommandMessage<?>> commandRefusals() {
        return (unitOfWork, chain) -> {
            try {
                return chain.proceed();
            } catch (Refusal refusal) {
                throw refused(refusal);
            } catch (AggregateNotFoundException absent) {
                throw refused(new ChatId(String.valueOf(absent.getAggregateIdentifier())).refusalWhereMissing());
            }
        };
    }

    private static CommandExecutionException refused(Refusal refusal) {
        return new CommandExecutionException(refusal.getMessage(), null, refusal.problem());
    }

    @Bean
    MessageHandlerInterceptor<QueryMessage<?, ?>> queryRefusals() {
        return (unitOfWork, chain) -> {
            try {
                return chain.proceed();
            } catch (Refusal refusal) {
                throw new QueryExecutionException(refusal.getMessage(), null, refusal.problem());
            }
        };
    }
}
