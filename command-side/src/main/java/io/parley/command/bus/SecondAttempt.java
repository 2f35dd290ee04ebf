package io.parley.command.bus;

import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;

/**
 * Marks a command that is decided again because another append was first. That one may have stored the same send, so its
 * handler has to look into the store before it decides.
 */
public final class SecondAttempt {
    /** Metadata of a command; absent at its first attempt. */
    public static final String KEY = "parley.secondAttempt";

    private SecondAttempt() {}

    static <C> CommandMessage<C> of(CommandMessage<C> command) {
        return command.andMetaData(Map.of(KEY, true));
    }
}
