package io.parley.edge.chat;

import io.parley.edge.command.Commands;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.OwnWrites;
import io.parley.edge.view.RecentChats;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.ChatOpened;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.member.UserId;
import java.security.SecureRandom;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Creates chats, for devices and for REST alike. */
@Service
class Chats {
    private final Commands commands;
    private final KnownHeads heads;
    private final RecentChats recent;
    private final OwnWrites own;
    private final SecureRandom randomness;

    Chats(
            Commands commands,
            KnownHeads heads,
            RecentChats recent,
            OwnWrites own,
            @Qualifier("edgeRandomness") SecureRandom randomness) {
        this.commands = commands;
        this.heads = heads;
        this.recent = recent;
        this.own = own;
        this.randomness = randomness;
    }

    Mono<ChatOpened> create(UserId creator, CreateChatRequest request) {
        CreateChat command = ChatRules.command(creator, request, randomness);
        return commands.send(command, ChatOpened.class)
                // Nobody else knows an id that was made here: a chat that is there was opened by a try of this command.
                .map(opened -> ChatRules.isNamed(request) ? opened : created(opened))
                .doOnNext(opened -> {
                    heads.seen(opened.chatId(), opened.seq());
                    own.wrote(creator, opened.chatId(), opened.seq());
                    if (opened.created() || command.kind() == ChatKind.DIRECT) {
                        recent.opened(opened.chatId(), creator, command.members());
                    }
                });
    }

    private static ChatOpened created(ChatOpened opened) {
        return new ChatOpened(opened.chatId(), opened.seq(), true);
    }
}
