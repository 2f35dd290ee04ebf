package io.parley.shared.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.shared.Ids;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.NotAMember;
import io.parley.shared.refusal.NotFound;
import io.parley.shared.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A chat. The id of a DIRECT chat follows from its two users, that of a GROUP from its creator and clientChatId where one was given, so that opening it twice meets the same aggregate. */
public record ChatId(@JsonValue String value) {
    private static final int ID_BYTES = 18;
    private static final Pattern OURS = Pattern.compile("[dg][A-Za-z0-9_-]{24}");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChatId {
        Ids.checked("chatId", value);
    }

    /** The one chat between two users, whichever of them asks. */
    public static ChatId direct(UserId one, UserId other) {
        boolean ordered = one.value().compareTo(other.value()) <= 0;
        return derived("d", ordered ? one.value() : other.value(), ordered ? other.value() : one.value());
    }

    /** The group that its creator names {@code clientChatId}. */
    public static ChatId group(UserId creator, String clientChatId) {
        return derived("g", creator.value(), clientChatId);
    }

    /** A group without a name of the client's own. */
    public static ChatId random(RandomGenerator randomness) {
        byte[] bytes = new byte[ID_BYTES];
        randomness.nextBytes(bytes);
        return new ChatId("g" + BASE64.encodeToString(bytes));
    }

    private static ChatId derived(String prefix, String first, String second) {
        // The separator is in neither alphabet of user ids, so two different pairs never read the same.
        byte[] name = (prefix + "\n" + first + "\n" + second).getBytes(StandardCharsets.UTF_8);
        return new ChatId(prefix + BASE64.encodeToString(Arrays.copyOf(sha256(name), ID_BYTES)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * The answer to a request for a chat that does not exist. Ids in our own form follow from names that others know or
     * guess: for those a stranger is told the same as of a chat that is there, or anyone could ask who talks to whom.
     */
    public Refusal refusalWhereMissing() {
        return OURS.matcher(value).matches() ? new NotAMember() : new NotFound("chatId", "chat");
    }

    /** The bare value: Axon takes it for the aggregate identifier and the routing key. */
    @Override
    public String toString() {
        return value;
    }
}
