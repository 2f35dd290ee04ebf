package io.parley.shared.json;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Instants with exactly three decimals: {@code Instant.toString} drops them when they are zero, clients then trip. */
final class MillisInstantSerializer extends StdSerializer<Instant> {
    MillisInstantSerializer() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
        generator.writeString(MillisText.of(value));
    }
}
