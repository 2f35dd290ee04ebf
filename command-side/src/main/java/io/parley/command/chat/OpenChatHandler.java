package io.parley.command.chat;

import io.parley.shared.chat.ChatOpened;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.member.UserId;
import java.time.Clock;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;

/** Opens chats. Refuses before there is an aggregate: one without an id could be neither stored nor left alone. */
class OpenChatHandler {
    private final Repository<Chat> chats;
    private final Clock clock;

    OpenChatHandler(Repository<Chat> chats, Clock clock) {
        this.chats = chats;
        this.clock = clock;
    }

    @CommandHandler
    ChatOpened handle(CreateChat command) throws Exception {
        List<UserId> founders = OpeningRules.foundingMembers(command);
        return chats.loadOrCreate(command.chatId().value(), Chat::new)
                .invoke(chat -> chat.open(command, founders, clock.instant()));
    }
}
