package io.parley.command.chat;

import io.parley.engines.eventstore.UniqueEvents;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.message.SendMessage;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For a store that keeps event identifiers unique. A message's identifier is its key, so a second message of one send
 * fails when it is stored, and only then is anything looked up: new messages cost nothing. Of senders who have lately
 * repeated an old one, all are looked up first.
 */
final class UniqueSends implements PastSends {
    private final UniqueEvents events;
    private final Repeaters repeaters;

    UniqueSends(UniqueEvents events, Clock clock) {
        this.events = events;
        this.repeaters = new Repeaters(clock);
    }

    @Override
    public Optional<MessageSent> at(ChatId chatId, long seq) {
        return Messages.at(events, chatId, seq);
    }

    @Override
    public Optional<MessageSent> of(SendMessage command) {
        Optional<MessageSent> earlier =
                events.identifiedBy(SendKey.of(command).value()).flatMap(Messages::in);
        earlier.ifPresent(sent -> repeaters.remember(command));
        return earlier;
    }

    @Override
    public @Nullable SendFilter newFilter() {
        return null;
    }

    @Override
    public boolean mustAsk(@Nullable SendFilter filter, SendMessage command) {
        return repeaters.include(command);
    }

    @Override
    public void record(MessageSent sent) {
        // The identifier says it all.
    }
}
