package io.parley.edge.problem;

import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;

/** A refusal that the edge itself pronounces, or one that it passes on. */
public final class Refused extends Refusal {
    private static final long serialVersionUID = 1L;
    private static final long RETRY_AFTER_MILLIS = 1_000;

    public Refused(Problem problem) {
        super(problem);
    }

    public static Refused malformed(String message) {
        return new Refused(Problem.of(ErrorCode.INVALID, message));
    }

    public static Refused unauthenticated(String message) {
        return new Refused(Problem.of(ErrorCode.UNAUTHENTICATED, message));
    }

    public static Refused tooLarge(String message) {
        return new Refused(Problem.of(ErrorCode.TOO_LARGE, message));
    }

    public static Refused overrun(String message) {
        return new Refused(new Problem(ErrorCode.OVERRUN, message, null, true, null));
    }

    public static Refused rateLimited(String message) {
        return new Refused(new Problem(ErrorCode.RATE_LIMITED, message, null, true, RETRY_AFTER_MILLIS));
    }
}
