package io.parley.shared.refusal;

/** The request contradicts what is already stored. */
public final class Conflict extends Refusal {
    private static final long serialVersionUID = 1L;

    public Conflict(String field, String message) {
        super(Problem.ofField(ErrorCode.CONFLICT, field, message));
    }
}
