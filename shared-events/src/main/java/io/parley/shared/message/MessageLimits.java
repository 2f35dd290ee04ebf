package io.parley.shared.message;

/** Sizes that the edge and the aggregate check alike. */
public final class MessageLimits {
    /** UTF-8 bytes of a text. */
    public static final int TEXT_BYTES = 16 * 1024;
    /** Characters of base64 as sent. */
    public static final int CIPHERTEXT_CHARACTERS = 128 * 1024;
    /** Bytes that so many characters of base64 can hold. */
    public static final int CIPHERTEXT_BYTES = CIPHERTEXT_CHARACTERS / 4 * 3;

    public static final int MENTIONS = 1_000;

    private MessageLimits() {}
}
