package io.parley.shared.refusal;

/** A field is missing or has a value that is not allowed. */
public final class Invalid extends Refusal {
    private static final long serialVersionUID = 1L;

    public Invalid(String field, String message) {
        super(Problem.ofField(ErrorCode.INVALID, field, message));
    }
}
