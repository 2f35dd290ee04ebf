package io.parley.shared.refusal;

/** The user is known but not allowed to do this. */
public final class Forbidden extends Refusal {
    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
        super(Problem.of(ErrorCode.FORBIDDEN, message));
    }
}
