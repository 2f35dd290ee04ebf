package io.parley.projection.admin;

import io.parley.projection.deadletter.LetterDesk;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import io.parley.shared.refusal.Unavailable;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.axonframework.common.AxonThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;

/** {@code /admin/dead-letters}, for tokens with the scope admin. */
@RestController
@RequestMapping("/admin/dead-letters")
class DeadLetterResource {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterResource.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int THREADS = 2;
    private static final int QUEUED = 50;

    private final LetterDesk desk;
    /** Letters are worked on where blocking is fine, and to the end, also when nobody waits for the answer any more. */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUED),
            new AxonThreadFactory("dead-letters"));

    DeadLetterResource(LetterDesk desk) {
        this.desk = desk;
    }

    @GetMapping
    Mono<LetterDesk.Chats> list(
            @RequestParam(defaultValue = "") String cursor, @RequestParam(defaultValue = "50") int limit) {
        return answer(() -> desk.list(cursor, limit));
    }

    @GetMapping("/{chatId}")
    Mono<LetterDesk.Opened> show(@PathVariable String chatId, @RequestParam(defaultValue = "50") int limit) {
        return answer(() -> desk.show(chatId, limit));
    }

    @PostMapping("/{chatId}/retry")
    Mono<LetterDesk.ChatLetters> retry(@PathVariable String chatId) {
        return answer(() -> desk.retry(chatId));
    }

    @PostMapping("/{chatId}/evict")
    Mono<LetterDesk.ChatLetters> evict(
            @PathVariable String chatId, @RequestParam(defaultValue = "first") String letters) {
        if (!letters.equals("first") && !letters.equals("all")) {
            return Mono.error(new Invalid("letters", "letters is first or all."));
        }
        return answer(() -> desk.evict(chatId, letters.equals("all")));
    }

    private <T> Mono<T> answer(Supplier<T> work) {
        return Mono.fromFuture(() -> CompletableFuture.supplyAsync(work, threads), true)
                .timeout(PATIENCE)
                .onErrorMap(TimeoutException.class, late -> busy())
                .onErrorMap(RejectedExecutionException.class, full -> busy())
                .onErrorMap(CompletionException.class, DeadLetterResource::cause);
    }

    private static Unavailable busy() {
        return new Unavailable("This takes a while and goes on by itself; look again shortly.", 2_000);
    }

    private static Throwable cause(CompletionException failed) {
        return failed.getCause() == null ? failed : failed.getCause();
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refusal refusal) {
        return AdminProblems.answer(refusal.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(ServerWebInputException misread) {
        return AdminProblems.answer(
                Problem.of(ErrorCode.INVALID, "limit is a whole number from 1 to " + LetterDesk.MAX_LIMIT + "."));
    }

    @ExceptionHandler
    ResponseEntity<Problem> failed(RuntimeException fault) {
        LOG.warn("A request for dead letters failed.", fault);
        return AdminProblems.answer(
                new Problem(ErrorCode.UNAVAILABLE, "This could not be done; see the log.", null, true, 1_000L));
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
