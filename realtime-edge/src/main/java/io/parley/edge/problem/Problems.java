package io.parley.edge.problem;

import io.parley.shared.json.ParleyJson;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.RejectedSetupException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessageDeliveryException;
import reactor.core.Exceptions;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;

/** What a client is told about a fault: refusals in full, anything else as a sentence without a detail. */
public final class Problems {
    private static final FaultLog FAULTS = new FaultLog(
            LoggerFactory.getLogger(Problems.class),
            Schedulers.parallel(),
            "A request failed for a reason that is none of the client's; it was told to try again.",
            "requests failed");
    private static final Problem UNAVAILABLE = new Problem(
            ErrorCode.UNAVAILABLE,
            "The server could not do this just now; try again, with the same clientMsgId where there is one.",
            null,
            true,
            1_000L);

    private Problems() {}

    public static Problem of(Throwable error) {
        Throwable fault = unwrapped(error);
        if (fault instanceof MessageDeliveryException) {
            return Problem.of(
                    ErrorCode.NOT_FOUND, "There is no such route, or not for this kind of request; see the protocol.");
        }
        return refusal(fault).orElseGet(() -> unexpected(fault));
    }

    /** What was refused, here or in another process; nothing where it is a fault. */
    public static Optional<Problem> refusal(Throwable error) {
        Throwable fault = unwrapped(error);
        if (fault instanceof Refusal refusal) {
            return Optional.of(refusal.problem());
        }
        return fault instanceof HandlerExecutionException remote ? carried(remote) : Optional.empty();
    }

    /** The form in which RSocket answers it. */
    public static ApplicationErrorException onStream(Throwable error) {
        return new ApplicationErrorException(json(of(error)));
    }

    /** The form in which RSocket refuses a connection. */
    public static RejectedSetupException onSetup(Throwable error) {
        return new RejectedSetupException(json(of(error)));
    }

    public static String json(Problem problem) {
        return ParleyJson.mapper().writeValueAsString(problem);
    }

    /** Whether the same request may well succeed a little later. */
    public static boolean isTransient(Throwable error) {
        return refusal(error)
                .map(problem -> problem.code() == ErrorCode.UNAVAILABLE)
                .orElse(true);
    }

    public static Throwable unwrapped(Throwable error) {
        Throwable fault = Exceptions.unwrap(error);
        while ((fault instanceof CompletionException || fault instanceof ExecutionException)
                && fault.getCause() != null) {
            fault = fault.getCause();
        }
        return fault;
    }

    private static Optional<Problem> carried(HandlerExecutionException remote) {
        @Nullable Object details = remote.getDetails().orElse(null);
        if (details instanceof Problem problem) {
            return Optional.of(problem);
        }
        try {
            return Optional.ofNullable(
                    details == null ? null : ParleyJson.mapper().convertValue(details, Problem.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Problem unexpected(Throwable fault) {
        FAULTS.report(fault);
        return UNAVAILABLE;
    }
}
