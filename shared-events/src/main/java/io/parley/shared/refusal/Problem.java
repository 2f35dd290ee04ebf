package io.parley.shared.refusal;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as it travels between roles and to clients.
 *
 * @param message a sentence for a person, naming cause and remedy, never message text
 * @param field the request's field at fault, if one is
 * @param retryable whether the same request may succeed later
 * @param retryAfterMs milliseconds to wait before trying again, if known
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Problem(
        ErrorCode code,
        String message,
        @Nullable String field,
        boolean retryable,
        @Nullable Long retryAfterMs) {
    public static Problem of(ErrorCode code, String message) {
        return new Problem(code, message, null, false, null);
    }

    public static Problem ofField(ErrorCode code, String field, String message) {
        return new Problem(code, message, field, false, null);
    }
}
