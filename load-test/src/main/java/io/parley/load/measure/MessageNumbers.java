package io.parley.load.measure;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Carries a message's number in its clientMsgId (a version 4 UUID), so that receivers need no table. The text is written
 * and read in place, for it is the one thing that differs from message to message.
 */
public final class MessageNumbers {
    /** Characters of a UUID's text. */
    public static final int LENGTH = 36;

    private static final int RUN_LENGTH = 19;
    private static final int GROUP_END = 23;
    private static final int HEX_BITS = 4;
    private static final int HEX_MASK = 0xF;
    private static final int DECIMAL = 10;
    private static final long VERSION_4 = 0x0000_0000_0000_4000L;
    private static final long WITHOUT_VERSION = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long NUMBER = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] prefix;

    public MessageNumbers(long run) {
        String digits = String.format(Locale.ROOT, "%016x", (run & WITHOUT_VERSION) | VERSION_4);
        String text = digits.substring(0, 8) + "-" + digits.substring(8, 12) + "-" + digits.substring(12) + "-";
        this.prefix = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes the id's text at that place. */
    public void write(long number, byte[] into, int at) {
        System.arraycopy(prefix, 0, into, at, RUN_LENGTH);
        long left = VARIANT | number;
        for (int place = LENGTH - 1; place >= RUN_LENGTH; place--) {
            if (place == GROUP_END) {
                into[at + place] = '-';
            } else {
                into[at + place] = HEX[(int) left & HEX_MASK];
                left >>>= HEX_BITS;
            }
        }
    }

    public String text(long number) {
        byte[] text = new byte[LENGTH];
        write(number, text, 0);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** The number in the id that stands there, -1 for one that is not of this run. */
    public long number(byte[] from, int at) {
        for (int place = 0; place < RUN_LENGTH; place++) {
            if (from[at + place] != prefix[place]) {
                return -1;
            }
        }
        long number = 0;
        for (int place = RUN_LENGTH; place < LENGTH; place++) {
            if (place != GROUP_END) {
                number = number << HEX_BITS | value(from[at + place]);
            }
        }
        return number & NUMBER;
    }

    private static int value(byte hex) {
        return hex <= '9' ? hex - '0' : hex - 'a' + DECIMAL;
    }
}
