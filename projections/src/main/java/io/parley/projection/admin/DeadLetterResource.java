package io.parley.projection.admin;

import io.parley.projection.deadletter.LetterDesk;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import io.parley.shared.refusal.Unavailable;
import java.util.Map;
import java.util.function.Supplier;
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
    private static final Map<String, Object> GOES_ON = Map.of(
            "running", true, "message", "This takes a while and goes on by itself; look at the letters again shortly.");

    private final LetterDesk desk;
    private final LetterWork work;

    DeadLetterResource(LetterDesk desk, LetterWork work) {
        this.desk = desk;
        this.work = work;
    }

    @GetMapping
    Mono<LetterDesk.Chats> list(
            @RequestParam(defaultValue = "") String cursor, @RequestParam(defaultValue = "50") int limit) {
        return read(() -> desk.list(cursor, limit));
    }

    @GetMapping("/{chatId}")
    Mono<LetterDesk.Opened> show(@PathVariable String chatId, @RequestParam(defaultValue = "50") int limit) {
        return read(() -> desk.show(chatId, limit));
    }

    @PostMapping("/{chatId}/retry")
    Mono<ResponseEntity<Object>> retry(@PathVariable String chatId) {
        return answer(() -> desk.retry(chatId));
    }

    @PostMapping("/{chatId}/evict")
    Mono<ResponseEntity<Object>> evict(
            @PathVariable String chatId,
            @RequestParam(defaultValue = "first") String letters,
            @RequestParam(defaultValue = "") String letter) {
        return switch (letters) {
            case "all" -> answer(() -> desk.evictAll(chatId));
            case "first" ->
                letter.isEmpty()
                        ? Mono.error(new Invalid("letter", "letter names the first letter as it was shown."))
                        : answer(() -> desk.evictFirst(chatId, letter));
            default -> Mono.error(new Invalid("letters", "letters is first or all."));
        };
    }

    private <T> Mono<T> read(Supplier<T> asked) {
        return work.of(asked)
                .map(answer -> answer.orElseThrow(
                        () -> new Unavailable("The letters could not be read in time; try again shortly.", 2_000)));
    }

    /** What takes longer is 202 and no refusal: whoever would send it again might do more than was meant. */
    private Mono<ResponseEntity<Object>> answer(Supplier<?> asked) {
        return work.<Object>of(asked::get)
                .map(answer -> answer.map(ResponseEntity::ok)
                        .orElseGet(() -> ResponseEntity.accepted().body(GOES_ON)));
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
                Problem.of(ErrorCode.UNAVAILABLE, "This could not be done, or not to the end; see the log."));
    }
}
