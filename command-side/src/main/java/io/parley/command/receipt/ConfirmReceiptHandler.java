package io.parley.command.receipt;

import io.parley.command.chat.ChatMembers;
import io.parley.command.chat.ChatMembers.Standing;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.refusal.Invalid;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;

/**
 * Checks a mark against its chat before the member's own aggregate takes it. The command goes to the chat's node, where
 * the chat is in memory.
 */
class ConfirmReceiptHandler {
    private final ChatMembers chats;
    private final Repository<Receipts> receipts;
    private final Clock clock;

    ConfirmReceiptHandler(ChatMembers chats, Repository<Receipts> receipts, Clock clock) {
        this.chats = chats;
        this.receipts = receipts;
        this.clock = clock;
    }

    @CommandHandler
    void handle(ConfirmReceipt command) throws Exception {
        Standing standing = chats.standing(command.chatId(), command.userId());
        if (command.upTo() < 0 || command.upTo() > standing.headSeq()) {
            throw new Invalid("seq", "The timeline of this chat goes from 0 to " + standing.headSeq() + ".");
        }
        if (command.upTo() >= standing.joinedSeq()) {
            receipts.loadOrCreate(Receipts.id(command.chatId(), command.userId()), Receipts::new)
                    .execute(marks -> marks.confirm(command, standing.joinedSeq(), clock.instant()));
        }
    }
}
