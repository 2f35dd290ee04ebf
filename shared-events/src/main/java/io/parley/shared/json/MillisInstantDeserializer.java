package io.parley.shared.json;

import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

/** Reads what {@link MillisInstantSerializer} writes without a look at the calendar, and all else as Jackson does. */
final class MillisInstantDeserializer extends StdDeserializer<Instant> {
    MillisInstantDeserializer() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        Instant quick = parser.currentToken() == JsonToken.VALUE_STRING ? MillisText.read(parser.getString()) : null;
        return quick != null ? quick : InstantDeserializer.INSTANT.deserialize(parser, context);
    }
}
