package io.parley.shared.refusal;

/** A field is longer than the limits of the contract allow. */
public final class TooLarge extends Refusal {
    private static final long serialVersionUID = 1L;

    public TooLarge(String field, String message) {
        super(Problem.ofField(ErrorCode.TOO_LARGE, field, message));
    }
}
