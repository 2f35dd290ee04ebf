package io.parley.shared.refusal;

/** A request that was understood and not carried out. Carries no stack trace: it is an answer, not a fault. */
public abstract class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    protected Refusal(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    public final Problem problem() {
        return problem;
    }
}
