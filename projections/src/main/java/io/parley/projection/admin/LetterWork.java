package io.parley.projection.admin;

import io.parley.shared.refusal.Unavailable;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.axonframework.common.AxonThreadFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Works on letters where blocking is fine. What has begun is done to the end, also when nobody waits for it any more. */
@Component
class LetterWork {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int THREADS = 2;
    private static final int QUEUED = 50;

    private final Duration patience;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUED),
            new AxonThreadFactory("dead-letters"));

    LetterWork() {
        this(PATIENCE);
    }

    /** @param patience how long an answer is waited for */
    LetterWork(Duration patience) {
        this.patience = patience;
    }

    /**
     * The work's answer; empty where it has begun and takes longer. {@link Unavailable} where it has not begun in time, and
     * then never will.
     */
    <T> Mono<Optional<T>> of(Supplier<T> work) {
        AtomicBoolean taken = new AtomicBoolean();
        return Mono.fromFuture(
                        () -> CompletableFuture.supplyAsync(
                                () -> taken.compareAndSet(false, true) ? Optional.of(work.get()) : Optional.<T>empty(),
                                threads),
                        true)
                .timeout(patience)
                .onErrorResume(
                        TimeoutException.class,
                        late -> taken.compareAndSet(false, true) ? Mono.error(busy()) : Mono.just(Optional.empty()))
                .onErrorMap(RejectedExecutionException.class, full -> busy())
                .onErrorMap(CompletionException.class, LetterWork::cause);
    }

    private static Unavailable busy() {
        return new Unavailable(
                "Much is asked of the dead letters just now; nothing was done, try again shortly.", 2_000);
    }

    private static Throwable cause(CompletionException failed) {
        return failed.getCause() == null ? failed : failed.getCause();
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
