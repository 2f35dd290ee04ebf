package io.parley.edge.timeline;

import io.parley.edge.problem.Refused;
import io.parley.edge.wire.Format;
import io.parley.shared.refusal.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cursors of {@code GET /api/events}: JSON in a parameter. */
record CursorsParameter(@Nullable Map<String, @Nullable Long> cursors) {
    static @Nullable Map<String, @Nullable Long> parse(@Nullable String json) {
        if (json == null) {
            return null;
        }
        try {
            // Read inside a body, so that a refusal names the field just as for POST.
            byte[] body = ("{\"cursors\":" + json + "}").getBytes(StandardCharsets.UTF_8);
            return Format.JSON.read(body, CursorsParameter.class).cursors();
        } catch (Refused refused) {
            if (refused.problem().field() != null) {
                throw refused;
            }
            throw new Invalid("cursors", "This parameter must be URL-encoded JSON, e.g. {\"<chatId>\":12}.");
        }
    }
}
