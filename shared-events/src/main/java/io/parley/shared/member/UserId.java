package io.parley.shared.member;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.shared.Ids;

/** A user, as the token's subject names it. */
public record UserId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Ids.checked("userId", value);
    }

    /** The bare value: Axon takes it for the aggregate identifier and the routing key. */
    @Override
    public String toString() {
        return value;
    }
}
