package io.parley.shared.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Instants with exactly three decimals: {@code Instant.toString} drops them when they are zero, clients then trip. */
final class MillisInstantSerializer extends StdSerializer<Instant> {
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** Most instants are of the same second as the one before. */
    private volatile Second last = new Second(0, TO_THE_SECOND.format(Instant.EPOCH));

    private record Second(long epochSecond, String text) {}

    MillisInstantSerializer() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
        Second second = last;
        if (second.epochSecond != value.getEpochSecond()) {
            second = new Second(value.getEpochSecond(), TO_THE_SECOND.format(value));
            last = second;
        }
        int millis = value.getNano() / NANOS_PER_MILLI;
        String text = second.text
                + (char) ('0' + millis / 100)
                + (char) ('0' + millis / 10 % 10)
                + (char) ('0' + millis % 10)
                + 'Z';
        generator.writeString(text);
    }
}
