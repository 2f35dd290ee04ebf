package io.parley.client;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A refusal by the server, with what the contract says of every error. */
public final class ParleyProblem extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;
    private final boolean retryable;
    private final @Nullable Long retryAfterMs;

    public ParleyProblem(
            String code, String message, @Nullable String field, boolean retryable, @Nullable Long retryAfterMs) {
        super(message);
        this.code = code;
        this.field = field;
        this.retryable = retryable;
        this.retryAfterMs = retryAfterMs;
    }

    /** One of the contract's codes, or {@code REJECTED_SETUP} where the connection was refused. */
    public String code() {
        return code;
    }

    /** The field of the request that is to blame, where one is. */
    public @Nullable String field() {
        return field;
    }

    /** Whether the same request may succeed later; a message keeps its clientMsgId. */
    public boolean retryable() {
        return retryable;
    }

    /** How long to wait before the next try, in milliseconds. */
    public @Nullable Long retryAfterMs() {
        return retryAfterMs;
    }
}
