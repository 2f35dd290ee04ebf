package io.parley.command.bus;

import io.parley.engines.eventstore.StoreFault;
import io.parley.shared.refusal.Refusal;
import io.parley.shared.refusal.Unavailable;
import java.time.Clock;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one command to its answer. Where another append was first, it is decided again at once; where the store is away
 * or silent, the answer is a refusal that can be retried. Knows nothing of other commands, so that each one of a batch
 * that failed can be brought to its own answer.
 */
final class Decision {
    private static final Logger LOG = LoggerFactory.getLogger(Decision.class);
    /** With two nodes on one chat each has an even chance; a dozen times in a row is a fault and no chance. */
    private static final int ATTEMPTS = 12;

    private static final long RETRY_AFTER_MILLIS = 500;

    private final Clock clock;

    Decision(Clock clock) {
        this.clock = clock;
    }

    /** One attempt: a unit of work of its own, with its commit. */
    @FunctionalInterface
    interface Attempt<C> {
        CommandResultMessage<?> at(CommandMessage<C> command);
    }

    <C> CommandResultMessage<?> of(CommandMessage<C> command, long deadline, Attempt<C> attempt) {
        CommandMessage<C> tried = command;
        for (int count = 1; ; count++) {
            CommandResultMessage<?> result = answered(attempt, tried);
            StoreFault fault = faultOf(result);
            if (fault == StoreFault.NONE) {
                return result;
            }
            if (fault == StoreFault.PASSING || count == ATTEMPTS || clock.millis() > deadline) {
                LOG.debug("{} was not stored", command.getCommandName(), result.exceptionResult());
                return refused(unavailable());
            }
            tried = SecondAttempt.of(command);
        }
    }

    /** An attempt may fail before it has a unit of work: without a connection there is no transaction to begin with. */
    private static <C> CommandResultMessage<?> answered(Attempt<C> attempt, CommandMessage<C> command) {
        try {
            return attempt.at(command);
        } catch (Refusal refusal) {
            return refused(refusal);
        } catch (RuntimeException e) {
            return GenericCommandResultMessage.asCommandResultMessage(e);
        }
    }

    private static StoreFault faultOf(CommandResultMessage<?> result) {
        return result.isExceptional() ? StoreFault.of(result.exceptionResult()) : StoreFault.NONE;
    }

    static CommandResultMessage<?> refused(Refusal refusal) {
        return GenericCommandResultMessage.asCommandResultMessage(
                new CommandExecutionException(refusal.getMessage(), null, refusal.problem()));
    }

    static Unavailable unavailable() {
        return new Unavailable(
                "The event store does not answer just now, and nothing is known to be stored; send again with the same"
                        + " clientMsgId or clientChatId.",
                RETRY_AFTER_MILLIS);
    }
}
