package io.parley.shared.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.shared.refusal.Invalid;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The sender's own name for a message. Kept as it was sent, because clients compare text, but equal where the UUID is
 * equal: some platforms print UUIDs in capitals.
 */
public record ClientMessageId(@JsonValue String value) {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ClientMessageId {
        if (value == null || !UUID_TEXT.matcher(value).matches()) {
            throw new Invalid("clientMsgId", "A clientMsgId is a UUID, e.g. 6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a10.");
        }
    }

    public UUID uuid() {
        return UUID.fromString(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientMessageId that && value.equalsIgnoreCase(that.value);
    }

    @Override
    public int hashCode() {
        return uuid().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
