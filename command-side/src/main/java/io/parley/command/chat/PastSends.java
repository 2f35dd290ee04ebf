package io.parley.command.chat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.message.SendMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the event store knows of the sends before: the chat asks where its own memory cannot tell a repeat from a new
 * message. An answer that cannot be had is an exception, never an empty one.
 */
interface PastSends {
    /** The message at this seq, which the chat knows to hold an event; empty where that is another kind of event. */
    Optional<MessageSent> at(ChatId chatId, long seq);

    /** The message that this send made, however long ago. */
    Optional<MessageSent> of(SendMessage command);

    /** A filter for a chat that begins, where the store cannot be relied on to refuse the second message of one send. */
    @Nullable
    SendFilter newFilter();

    /** Whether the store has to be asked before a message is taken for new. */
    boolean mustAsk(@Nullable SendFilter filter, SendMessage command);

    /** Has the place of a new message found again by its key, in the transaction that stores it. */
    void record(MessageSent sent);
}
