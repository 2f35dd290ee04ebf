package io.parley.edge.problem;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers of the buses. */
public final class Answers {
    private Answers() {}

    /**
     * The answer; empty where it is null. What fails after nobody waits for it any more has been told to the client as
     * late, and would only fill the log as an error that was dropped.
     */
    public static <T> Mono<T> of(Supplier<CompletableFuture<T>> question) {
        return Mono.fromFuture(() -> asked(question).handle(Ended::new), true).flatMap(Ended::mono);
    }

    private static <T> CompletableFuture<T> asked(Supplier<CompletableFuture<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private record Ended<T>(@Nullable T answer, @Nullable Throwable failure) {
        Mono<T> mono() {
            return failure == null ? Mono.justOrEmpty(answer) : Mono.error(failure);
        }
    }
}
