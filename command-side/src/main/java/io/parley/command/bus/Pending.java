package io.parley.command.bus;

import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.messaging.MessageHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command on its way to its answer.
 *
 * @param weight about how many bytes it stores
 * @param deadline until when its sender waits, in milliseconds of the clock
 */
record Pending<C, R>(
        CommandMessage<C> command,
        MessageHandler<? super CommandMessage<?>> handler,
        CommandCallback<? super C, ? super R> callback,
        int weight,
        long deadline) {
    private static final Logger LOG = LoggerFactory.getLogger(Pending.class);

    /** One that waits for its answer must not cost the others theirs. */
    @SuppressWarnings("unchecked") // What a handler answers is known to its sender alone.
    void answer(CommandResultMessage<?> result) {
        try {
            callback.onResult(command, (CommandResultMessage<? extends R>) result);
        } catch (RuntimeException e) {
            LOG.warn("The answer to a {} could not be passed on.", command.getCommandName(), e);
        }
    }

    /** The same command, to be decided by a look into the store. */
    Pending<C, R> again() {
        return new Pending<>(SecondAttempt.of(command), handler, callback, weight, deadline);
    }
}
