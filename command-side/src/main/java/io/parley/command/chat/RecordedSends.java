package io.parley.command.chat;

import static org.axonframework.modelling.command.AggregateLifecycle.createNew;

import io.parley.engines.eventstore.StoredEvents;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.message.SendMessage;
import io.parley.shared.message.SendRecorded;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For a store without unique keys. Each send leaves a record of its own in a stream named by its key; the chat's filter
 * says when to look for one.
 */
final class RecordedSends implements PastSends {
    private final StoredEvents events;

    RecordedSends(StoredEvents events) {
        this.events = events;
    }

    @Override
    public Optional<MessageSent> at(ChatId chatId, long seq) {
        return Messages.at(events, chatId, seq);
    }

    @Override
    public Optional<MessageSent> of(SendMessage command) {
        return events.at(SendKey.of(command).value(), 0)
                .map(event -> (SendRecorded) event.getPayload())
                .flatMap(place -> at(place.chatId(), place.seq()));
    }

    @Override
    public SendFilter newFilter() {
        return new SendFilter();
    }

    @Override
    public boolean mustAsk(@Nullable SendFilter filter, SendMessage command) {
        return filter == null || filter.mayKnow(SendKey.of(command));
    }

    @Override
    public void record(MessageSent sent) {
        SendRecorded place = new SendRecorded(
                SendKey.of(sent).value(), sent.chatId(), sent.messageId().seqIn(sent.chatId()));
        try {
            createNew(SendRecord.class, () -> new SendRecord(place));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A send could not be recorded", e);
        }
    }
}
