package io.parley.shared.refusal;

/** What the request names does not exist. */
public final class NotFound extends Refusal {
    private static final long serialVersionUID = 1L;

    /** @param what the thing as a noun phrase, e.g. "chat" */
    public NotFound(String field, String what) {
        super(Problem.ofField(ErrorCode.NOT_FOUND, field, "There is no such " + what + "."));
    }
}
