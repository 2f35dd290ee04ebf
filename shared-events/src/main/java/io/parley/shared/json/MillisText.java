package io.parley.shared.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Instants as text with exactly three decimals, {@code 2026-01-02T03:04:05.060Z}: the form of all that Parley stores or
 * sends. Most instants are of the same second as the one before, and for those the calendar is not asked again.
 */
public final class MillisText {
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);
    private static final int NANOS_PER_MILLI = 1_000_000;
    /** Of a year with four digits. */
    private static final int SECOND_LENGTH = 20;

    private static final int LENGTH = SECOND_LENGTH + 4;

    private static volatile Second lastWritten = Second.of(Instant.EPOCH);
    private static volatile Second lastRead = lastWritten;

    private MillisText() {}

    private record Second(long epochSecond, String text) {
        static Second of(Instant instant) {
            return new Second(instant.getEpochSecond(), TO_THE_SECOND.format(instant));
        }
    }

    public static String of(Instant instant) {
        Second second = lastWritten;
        if (second.epochSecond != instant.getEpochSecond()) {
            second = Second.of(instant);
            lastWritten = second;
        }
        int millis = instant.getNano() / NANOS_PER_MILLI;
        return second.text
                + (char) ('0' + millis / 100)
                + (char) ('0' + millis / 10 % 10)
                + (char) ('0' + millis % 10)
                + 'Z';
    }

    /** The instant, or null for a text in any other form, be it an instant or none. */
    public static @Nullable Instant read(String text) {
        if (text.length() != LENGTH || text.charAt(LENGTH - 1) != 'Z') {
            return null;
        }
        int millis = millis(text);
        Second second = lastRead;
        if (millis >= 0 && !text.startsWith(second.text)) {
            second = parsed(text);
            lastRead = second == null ? lastRead : second;
        }
        return millis < 0 || second == null
                ? null
                : Instant.ofEpochSecond(second.epochSecond, (long) millis * NANOS_PER_MILLI);
    }

    /** What is not written in the same way again is another form: a 24th hour, a year with a sign. */
    private static @Nullable Second parsed(String text) {
        try {
            Second second = Second.of(Instant.parse(text));
            return text.startsWith(second.text) ? second : null;
        } catch (RuntimeException noInstant) {
            return null;
        }
    }

    private static int millis(String text) {
        int millis = 0;
        for (int i = SECOND_LENGTH; i < LENGTH - 1; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            millis = millis * 10 + digit - '0';
        }
        return millis;
    }
}
