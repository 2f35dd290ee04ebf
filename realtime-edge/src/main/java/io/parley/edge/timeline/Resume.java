package io.parley.edge.timeline;

import io.parley.shared.refusal.Invalid;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** From where on a stream's receipts go on; opaque to clients. */
final class Resume {
    /** Receipts this much older are looked at again, because a view may have shown them late. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    private Resume() {}

    static String at(Instant since) {
        byte[] bytes =
                ByteBuffer.allocate(Long.BYTES).putLong(since.toEpochMilli()).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Instant since(String resume) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(resume);
            if (bytes.length == Long.BYTES) {
                long millis = ByteBuffer.wrap(bytes).getLong();
                if (millis > 0 && millis < Long.MAX_VALUE / 1_000_000) {
                    return Instant.ofEpochMilli(millis);
                }
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like any other form.
        }
        throw new Invalid("resume", "This is no resume of a CAUGHT_UP; leave it out to get all receipts.");
    }
}
