package io.parley.shared.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, in a form that the event schema does not look into.
 *
 * @param scheme how to read {@code bytes}: {@link #PLAIN} or {@link #CIPHERTEXT}
 * @param keyId the key that opens the bytes, where the scheme has one
 * @param bytes UTF-8 text, or what a device encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by value below, never written to.
public record Content(String scheme, @Nullable String keyId, byte[] bytes) {
    public static final String PLAIN = "plain";
    /** Encrypted by the devices, end to end; the server cannot read it. */
    public static final String CIPHERTEXT = "ciphertext";

    public static Content text(String text) {
        return new Content(PLAIN, null, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Content ciphertext(byte[] bytes) {
        return new Content(CIPHERTEXT, null, bytes);
    }

    /** The text, or null where this is no text. */
    public @Nullable String asText() {
        return scheme.equals(PLAIN) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    /** The ciphertext in base64, or null where this is text. */
    public @Nullable String asCiphertext() {
        return scheme.equals(CIPHERTEXT) ? Base64.getEncoder().encodeToString(bytes) : null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that
                && scheme.equals(that.scheme)
                && Objects.equals(keyId, that.keyId)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * scheme.hashCode() + Arrays.hashCode(bytes);
    }

    /** Says how much, never what: texts do not belong into logs. */
    @Override
    public String toString() {
        return "Content[" + scheme + ", " + bytes.length + " bytes]";
    }
}
