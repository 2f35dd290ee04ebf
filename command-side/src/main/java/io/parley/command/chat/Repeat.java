package io.parley.command.chat;

import io.parley.shared.chat.MessageSent;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.message.SendMessage;
import io.parley.shared.refusal.Conflict;
import java.util.Objects;

/**
 * The answer to a send that was acknowledged before. It is compared with the stored message itself, and only here: there
 * is no digest from which a text could be guessed. Of a content that cannot be read any more nothing is left to differ
 * from, so once content can be erased, such a repeat has its first ACK.
 */
final class Repeat {
    private Repeat() {}

    static boolean isOf(SendMessage command, MessageSent sent) {
        return sent.chatId().equals(command.chatId())
                && sent.sender().equals(command.sender())
                && sent.clientMsgId().equals(command.clientMsgId());
    }

    static MessageAccepted answer(SendMessage command, MessageSent earlier) {
        if (!saysTheSame(command, earlier)) {
            throw new Conflict(
                    "clientMsgId", "This clientMsgId was used in this chat for a message with other content.");
        }
        return accepted(earlier);
    }

    private static boolean saysTheSame(SendMessage command, MessageSent earlier) {
        return earlier.content().equals(command.content())
                && Objects.equals(earlier.replyTo(), command.replyTo())
                && Objects.equals(earlier.threadOf(), command.threadOf())
                && earlier.mentions().equals(command.mentions());
    }

    static MessageAccepted accepted(MessageSent sent) {
        long seq = sent.messageId().seqIn(sent.chatId());
        return new MessageAccepted(sent.clientMsgId(), sent.messageId(), sent.chatId(), seq, sent.at());
    }
}
