package io.parley.edge.message;

import static io.parley.edge.wire.Fields.required;

import io.parley.edge.wire.Fields;
import io.parley.shared.member.UserId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageLimits;
import io.parley.shared.message.SendMessage;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.TooLarge;
import java.util.Base64;
import java.util.List;

/** From a request to the command, or to the refusal that names the field. */
final class MessageRules {
    private MessageRules() {}

    static SendMessage command(UserId sender, SendRequest request) {
        refuseWhatIsNotThereYet(request);
        List<UserId> mentions = request.mentions() == null
                ? List.of()
                : Fields.distinct("mentions", request.mentions(), MessageLimits.MENTIONS);
        return new SendMessage(
                required("chatId", request.chatId()),
                sender,
                required("clientMsgId", request.clientMsgId()),
                content(request),
                request.replyTo(),
                request.threadOf(),
                mentions);
    }

    private static void refuseWhatIsNotThereYet(SendRequest request) {
        if (request.mediaIds() != null && !request.mediaIds().isEmpty()) {
            throw new Invalid("mediaIds", "This server does not take media yet.");
        }
        if (request.expiresInSeconds() != null) {
            throw new Invalid("expiresInSeconds", "This server does not let messages expire yet.");
        }
    }

    private static Content content(SendRequest request) {
        String ciphertext = request.ciphertext();
        if (ciphertext != null) {
            if (request.text() != null) {
                throw new Invalid("ciphertext", "A message has a text or a ciphertext, not both.");
            }
            return Content.ciphertext(decoded(ciphertext));
        }
        return text(required("text", request.text()));
    }

    private static Content text(String text) {
        int bytes = Fields.utf8Bytes("text", text);
        if (bytes == 0) {
            throw new Invalid("text", "A text must not be empty.");
        }
        if (bytes > MessageLimits.TEXT_BYTES) {
            throw new TooLarge("text", "A text has at most " + MessageLimits.TEXT_BYTES + " bytes of UTF-8.");
        }
        return Content.text(text);
    }

    private static byte[] decoded(String ciphertext) {
        if (ciphertext.length() > MessageLimits.CIPHERTEXT_CHARACTERS) {
            throw new TooLarge(
                    "ciphertext",
                    "A ciphertext has at most " + MessageLimits.CIPHERTEXT_CHARACTERS + " characters of base64.");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(ciphertext);
            // Only the one canonical form, so that everyone gets back what was sent.
            if (bytes.length > 0 && Base64.getEncoder().encodeToString(bytes).equals(ciphertext)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like any other form.
        }
        throw new Invalid("ciphertext", "A ciphertext is canonical base64 with padding, and not empty.");
    }
}
