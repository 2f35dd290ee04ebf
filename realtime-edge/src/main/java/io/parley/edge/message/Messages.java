package io.parley.edge.message;

import io.parley.edge.command.Commands;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.OwnWrites;
import io.parley.shared.member.UserId;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.message.SendMessage;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Sends messages, for devices and for REST alike. */
@Service
class Messages {
    private final Commands commands;
    private final KnownHeads heads;
    private final OwnWrites own;

    Messages(Commands commands, KnownHeads heads, OwnWrites own) {
        this.commands = commands;
        this.heads = heads;
        this.own = own;
    }

    Mono<MessageAccepted> send(UserId sender, SendRequest request) {
        SendMessage command = MessageRules.command(sender, request);
        return commands.send(command, MessageAccepted.class).doOnNext(accepted -> {
            heads.seen(accepted.chatId(), accepted.seq());
            own.wrote(sender, accepted.chatId(), accepted.seq());
        });
    }
}
