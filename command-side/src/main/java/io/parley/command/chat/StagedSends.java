package io.parley.command.chat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.MessageId;
import io.parley.shared.message.SendMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Knows the messages of the unit of work that is under way, too: with many commands in one, a repeat may come before its
 * message is in the store.
 */
final class StagedSends implements PastSends {
    private static final String RESOURCE = StagedSends.class.getName();

    private final PastSends stored;

    StagedSends(PastSends stored) {
        this.stored = stored;
    }

    @Override
    public Optional<MessageSent> at(ChatId chatId, long seq) {
        MessageSent staged = staged().get(MessageId.at(chatId, seq));
        return staged != null ? Optional.of(staged) : stored.at(chatId, seq);
    }

    @Override
    public Optional<MessageSent> of(SendMessage command) {
        MessageSent staged = staged().get(new Send(command.chatId(), command.sender(), command.clientMsgId()));
        return staged != null ? Optional.of(staged) : stored.of(command);
    }

    @Override
    public @Nullable SendFilter newFilter() {
        return stored.newFilter();
    }

    @Override
    public boolean mustAsk(@Nullable SendFilter filter, SendMessage command) {
        return stored.mustAsk(filter, command);
    }

    @Override
    public void record(MessageSent sent) {
        stored.record(sent);
        Map<Object, MessageSent> staged = staged();
        staged.put(sent.messageId(), sent);
        staged.put(new Send(sent.chatId(), sent.sender(), sent.clientMsgId()), sent);
    }

    private record Send(ChatId chatId, UserId sender, ClientMessageId clientMsgId) {}

    private static Map<Object, MessageSent> staged() {
        return CurrentUnitOfWork.get().root().getOrComputeResource(RESOURCE, name -> new HashMap<>());
    }
}
