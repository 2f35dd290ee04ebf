package io.parley.shared.refusal;

/** Something that is needed is away for the moment; nothing is known to be stored. */
public final class Unavailable extends Refusal {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, long retryAfterMs) {
        super(new Problem(ErrorCode.UNAVAILABLE, message, null, true, retryAfterMs));
    }
}
