package io.parley.query.timeline;

import io.parley.shared.member.UserId;
import io.parley.shared.timeline.ChatCreatedEnvelope;
import io.parley.shared.timeline.MessageEnvelope;
import io.parley.shared.timeline.TimelineEnvelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many bytes an envelope takes on the wire, a little too high rather than too low: a frame has its limit. */
public final class WireSize {
    private static final int FIELDS = 320;
    private static final int ESCAPED_CONTROL = 6;
    private static final int WIDEST_CHARACTER = 3;

    private WireSize() {}

    public static int of(TimelineEnvelope envelope) {
        if (envelope instanceof MessageEnvelope message) {
            return FIELDS + of(message.text()) + length(message.ciphertext()) + of(message.mentions());
        }
        ChatCreatedEnvelope created = (ChatCreatedEnvelope) envelope;
        return FIELDS + of(created.title()) + of(created.members());
    }

    private static int of(List<UserId> users) {
        return users.stream().mapToInt(user -> user.value().length() + 3).sum();
    }

    private static int length(@Nullable String base64) {
        return base64 == null ? 0 : base64.length();
    }

    public static int of(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            size += of(text.charAt(i));
        }
        return size;
    }

    private static int of(char character) {
        if (character < ' ') {
            return ESCAPED_CONTROL;
        }
        if (character == '"' || character == '\\') {
            return 2;
        }
        return character < 0x80 ? 1 : WIDEST_CHARACTER;
    }
}
