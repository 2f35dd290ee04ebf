package io.parley.command.chat;

import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import io.parley.shared.message.MessageLimits;
import io.parley.shared.message.SendMessage;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.NotFound;
import io.parley.shared.refusal.TooLarge;
import org.jspecify.annotations.Nullable;

/** Which messages may enter a chat. */
final class SendingRules {
    private SendingRules() {}

    static void check(SendMessage command, boolean encrypted) {
        checkScheme(command.content(), encrypted);
        checkSize(command.content());
        if (command.mentions().size() > MessageLimits.MENTIONS) {
            throw new TooLarge("mentions", "At most " + MessageLimits.MENTIONS + " users can be mentioned.");
        }
    }

    private static void checkScheme(Content content, boolean encrypted) {
        boolean ciphertext = content.scheme().equals(Content.CIPHERTEXT);
        if (encrypted && !ciphertext) {
            throw new Invalid("text", "This chat is encrypted end to end: send ciphertext instead of text.");
        }
        if (!encrypted && ciphertext) {
            throw new Invalid("ciphertext", "This chat is not encrypted end to end: send text instead of ciphertext.");
        }
    }

    private static void checkSize(Content content) {
        boolean ciphertext = content.scheme().equals(Content.CIPHERTEXT);
        int limit = ciphertext ? MessageLimits.CIPHERTEXT_BYTES : MessageLimits.TEXT_BYTES;
        String field = ciphertext ? "ciphertext" : "text";
        if (content.bytes().length == 0) {
            throw new Invalid(field, "A message without content says nothing.");
        }
        if (content.bytes().length > limit) {
            throw new TooLarge(field, "It has more than the " + limit + " bytes that a message may hold.");
        }
    }

    /** Whether {@code target}, if any, is a message of this chat between the two seqs. */
    static void checkTarget(
            String field, @Nullable MessageId target, SendMessage command, long firstVisibleSeq, long headSeq) {
        if (target == null) {
            return;
        }
        long seq = target.seqIn(command.chatId());
        // Seq 0 is the chat's beginning, which is no message.
        if (seq < Math.max(1, firstVisibleSeq) || seq > headSeq) {
            throw new NotFound(field, "message in this chat");
        }
    }
}
