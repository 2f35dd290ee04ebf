package io.parley.edge.receipt;

import io.parley.edge.problem.Problems;
import io.parley.shared.refusal.ErrorCode;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What becomes of each of some marks. The highest stands for all; only where it lies beyond the timeline's end do others
 * have to be tried, and then the place between those that are stored and those that are beyond is found by halves.
 */
final class Outcome {
    /** Ascending. Those before {@code stored} are stored, those from {@code beyond} on are beyond the end. */
    private final long[] marks;

    private int stored;
    private int beyond;
    private @Nullable Throwable refusal;
    private @Nullable Throwable failure;

    Outcome(long[] marks) {
        this.marks = marks;
        this.beyond = marks.length;
    }

    Mono<Outcome> found(LongFunction<Mono<Void>> command) {
        if (stored == beyond || failure != null) {
            return Mono.just(this);
        }
        int tried = beyond == marks.length ? beyond - 1 : (stored + beyond) / 2;
        return command.apply(marks[tried])
                .doOnSuccess(done -> stored = tried + 1)
                .onErrorResume(error -> failed(tried, error))
                .then(Mono.defer(() -> found(command)));
    }

    private Mono<Void> failed(int tried, Throwable error) {
        if (isBeyondTheEnd(error)) {
            beyond = tried;
            refusal = error;
        } else {
            failure = error;
        }
        return Mono.empty();
    }

    Mono<Void> of(long mark) {
        if (stored > 0 && mark <= marks[stored - 1]) {
            return Mono.empty();
        }
        boolean refused = beyond < marks.length && mark >= marks[beyond];
        return Mono.error(Objects.requireNonNull(refused ? refusal : failure));
    }

    static boolean isBeyondTheEnd(Throwable error) {
        return Problems.refusal(error)
                .filter(problem -> problem.code() == ErrorCode.INVALID && "seq".equals(problem.field()))
                .isPresent();
    }
}
