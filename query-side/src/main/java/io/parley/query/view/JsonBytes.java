package io.parley.query.view;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * JSON as it is put together of names, values and pieces that are JSON already: the same as {@code ParleyJson} writes, for
 * what is written by the thousand. Names are ASCII.
 */
public final class JsonBytes {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    /** For each control character the letter that stands for it behind a backslash, 0 where it has none. */
    private static final byte[] LETTERS = new byte[' '];

    static {
        LETTERS['\b'] = 'b';
        LETTERS['\t'] = 't';
        LETTERS['\n'] = 'n';
        LETTERS['\f'] = 'f';
        LETTERS['\r'] = 'r';
    }

    private byte[] bytes;
    private int size;

    /** @param expected how many bytes it will be, roughly */
    public JsonBytes(int expected) {
        this.bytes = new byte[Math.max(expected, 64)];
    }

    /** ASCII as the bytes that {@link #raw(byte[])} takes. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What is JSON as it stands: punctuation, names, numbers. */
    public JsonBytes raw(String ascii) {
        return raw(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    public JsonBytes raw(byte[] json) {
        append(json, 0, json.length);
        return this;
    }

    public JsonBytes raw(long number) {
        return raw(Long.toString(number));
    }

    /** A text with its quotes. */
    public JsonBytes text(String text) {
        return quoted(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text of which UTF-8 is given. Most is ASCII; in all else what is no UTF-8 is replaced, as strings do it. */
    public JsonBytes text(byte[] utf8) {
        for (byte one : utf8) {
            if (one < 0) {
                return text(new String(utf8, StandardCharsets.UTF_8));
            }
        }
        return quoted(utf8);
    }

    /** A text that is an id: in its alphabet is nothing that has to be escaped. Any other is written all the same. */
    public JsonBytes id(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.ISO_8859_1);
        for (byte one : bytes) {
            // What ISO 8859-1 does not have has become a question mark.
            if (one <= ' ' || one == '?' || isEscaped(one)) {
                return text(id);
            }
        }
        append('"');
        append(bytes, 0, bytes.length);
        append('"');
        return this;
    }

    private JsonBytes quoted(byte[] utf8) {
        append('"');
        int copied = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte one = utf8[i];
            if (isEscaped(one)) {
                append(utf8, copied, i - copied);
                escaped(one);
                copied = i + 1;
            }
        }
        append(utf8, copied, utf8.length - copied);
        append('"');
        return this;
    }

    private static boolean isEscaped(byte one) {
        return (one >= 0 && one < ' ') || one == '"' || one == '\\';
    }

    /** Values that are JSON already, one after the other. */
    public JsonBytes array(List<byte[]> values) {
        append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                append(',');
            }
            raw(values.get(i));
        }
        append(']');
        return this;
    }

    private void escaped(byte one) {
        append('\\');
        if (one >= ' ') {
            append(one);
        } else if (LETTERS[one] != 0) {
            append(LETTERS[one]);
        } else {
            raw("u00");
            append(HEX[one >> 4]);
            append(HEX[one & 15]);
        }
    }

    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    }

    private void append(int one) {
        reserve(1);
        bytes[size++] = (byte) one;
    }

    private void append(byte[] some, int from, int length) {
        reserve(length);
        System.arraycopy(some, from, bytes, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
