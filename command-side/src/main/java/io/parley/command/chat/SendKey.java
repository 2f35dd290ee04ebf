package io.parley.command.chat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.SendMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What makes two sends the same one: SHA-256 over chat, user and clientMsgId. Stored with every message, so that its
 * form is for ever. It holds nothing of the content.
 */
final class SendKey {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int UUID_BYTES = 16;

    private final byte[] digest;

    private SendKey(byte[] digest) {
        this.digest = digest;
    }

    static SendKey of(SendMessage command) {
        return of(command.chatId(), command.sender(), command.clientMsgId());
    }

    static SendKey of(MessageSent sent) {
        return of(sent.chatId(), sent.sender(), sent.clientMsgId());
    }

    /** Each id behind its length, so that no two triples read the same; the UUID as bits, whichever way it is spelt. */
    static SendKey of(ChatId chatId, UserId sender, ClientMessageId id) {
        byte[] chat = chatId.value().getBytes(StandardCharsets.UTF_8);
        byte[] user = sender.value().getBytes(StandardCharsets.UTF_8);
        ByteBuffer name = ByteBuffer.allocate(chat.length + user.length + UUID_BYTES + 2)
                .put((byte) chat.length)
                .put(chat)
                .put((byte) user.length)
                .put(user)
                .putLong(id.uuid().getMostSignificantBits())
                .putLong(id.uuid().getLeastSignificantBits());
        return new SendKey(sha256(name.array()));
    }

    private static byte[] sha256(byte[] name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** All 256 bits in base64url. */
    String value() {
        return BASE64.encodeToString(digest);
    }

    /** One of the four independent words of the digest. */
    long word(int index) {
        return ByteBuffer.wrap(digest).getLong(index * Long.BYTES);
    }

    @Override
    public String toString() {
        return value();
    }
}
