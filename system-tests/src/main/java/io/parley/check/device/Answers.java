package io.parley.check.device;

import io.parley.check.history.Outcome;
import io.parley.client.Ack;
import io.parley.client.ParleyProblem;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/** How long a client waits for an answer, and what it makes of it. */
final class Answers {
    static final Duration PATIENCE = Duration.ofSeconds(7);

    /** Told once the connection is lost or refused as a whole: nothing is known of the request itself. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("REJECTED_SETUP", "UNAUTHENTICATED", "OVERRUN");

    private Answers() {}

    static Mono<Outcome> toSend(Mono<Ack> answer) {
        return outcome(answer.map(Outcome.Acked::new));
    }

    static Mono<Outcome> toConfirm(Mono<Void> answer) {
        return outcome(answer.thenReturn(new Outcome.Done()));
    }

    static Outcome await(Mono<Outcome> outcome) {
        return outcome.blockOptional().orElseThrow();
    }

    /** The answer to a question that is not asked again; empty where none came. */
    static <T> Optional<T> value(Mono<T> answer) {
        return answer.timeout(PATIENCE)
                .onErrorResume(unanswered -> Mono.empty())
                .blockOptional();
    }

    static boolean isLost(Outcome outcome) {
        return outcome instanceof Outcome.Unknown;
    }

    private static Mono<Outcome> outcome(Mono<? extends Outcome> answer) {
        return answer.cast(Outcome.class)
                .timeout(PATIENCE, Mono.just(new Outcome.Unknown("no answer within " + PATIENCE.toSeconds() + " s")))
                .onErrorResume(error -> Mono.just(of(error)));
    }

    private static Outcome of(Throwable error) {
        if (error instanceof ParleyProblem problem) {
            return problem.retryable() || OF_THE_CONNECTION.contains(problem.code())
                    ? new Outcome.Unknown(problem.code())
                    : new Outcome.Refused(problem.code());
        }
        return new Outcome.Unknown(error.getClass().getSimpleName());
    }
}
