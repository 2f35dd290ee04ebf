package io.parley.query.view;

import io.parley.shared.refusal.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page ended, as an opaque word for the client. */
public final class Cursor {
    private Cursor() {}

    public static String of(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** The place, or a refusal where the word was never a cursor. */
    public static String place(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    public static Invalid invalid() {
        return new Invalid("cursor", "This is no cursor of this query; start without one.");
    }
}
