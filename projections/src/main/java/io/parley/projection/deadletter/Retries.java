package io.parley.projection.deadletter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.projection.deadletter.LetterQueue.Worked;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Projects the letters of a chat, one after the other, up to the first that still cannot be projected. */
@Component
class Retries {
    /** Letters that are tried, or taken from a tail, before others have their turn. */
    static final int AT_ONCE = 256;

    private final LetterQueue queue;
    private final StoredLetters letters;
    private final LetterTails tails;
    private final IrregularChats irregular;
    private final StoredEvents events;
    private final Projector projector;
    private final Clock clock;
    private final Counter projected;
    private final Counter failed;

    Retries(
            LetterQueue queue,
            StoredLetters letters,
            LetterTails tails,
            IrregularChats irregular,
            StoredEvents events,
            Projector projector,
            Clock clock,
            MeterRegistry meters) {
        this.queue = queue;
        this.letters = letters;
        this.tails = tails;
        this.irregular = irregular;
        this.events = events;
        this.projector = projector;
        this.clock = clock;
        this.projected = meters.counter("parley.dead.letters.retries", "outcome", "projected");
        this.failed = meters.counter("parley.dead.letters.retries", "outcome", "failed");
    }

    /** Returns when the chat has no letters, when one could not be projected, or when someone else is at it. */
    void retry(String chatId) {
        boolean more = true;
        while (more) {
            more = step(chatId);
        }
    }

    /** Like {@link #retry}, where the first letter only waits. */
    void retryWhereFree(String chatId) {
        boolean more = true;
        while (more) {
            more = stepWhereFree(chatId);
        }
    }

    /** Tries some letters of a chat whose first one only waits: what it waited for is gone. Answers whether there are more. */
    boolean stepWhereFree(String chatId) {
        Letter first = firstOf(chatId);
        return first != null && first.onlyWaits() && step(chatId);
    }

    /**
     * Tries some letters of a chat, or takes some from its tail. Answers whether it can go on: a letter that came while the
     * last one was being projected is found by looking once more; one that comes after that look is found by the watch.
     */
    private boolean step(String chatId) {
        Worked worked = queue.process(chatId, AT_ONCE, this::retry);
        if (worked == Worked.STOPPED) {
            return false;
        }
        Letter first = firstOf(chatId);
        return first != null && (!first.isTail() || takenFromTail(chatId));
    }

    private @Nullable Letter firstOf(String chatId) {
        Letter first = letters.first(chatId).orElse(null);
        if (first == null) {
            irregular.forgetUnless(chatId, queue::contains);
        }
        return first;
    }

    private boolean takenFromTail(String chatId) {
        Letter tail = letters.claimedFirst(chatId);
        if (tail == null) {
            return false;
        }
        if (!tail.isTail()) {
            letters.release(tail);
            return true;
        }
        Instant now = clock.instant();
        List<Letter> taken;
        try {
            taken = events.read(tail, AT_ONCE).stream()
                    .map(event -> Letter.fromTail(event, now))
                    .toList();
        } catch (Poison gone) {
            queue.requeue(
                    tail, kept -> kept.withCause(gone).withDiagnostics(Letter.oneAttemptMore(kept.diagnostics())));
            return false;
        } catch (RuntimeException passing) {
            letters.release(tail);
            throw passing;
        }
        // In this order: what is among the letters twice is projected twice, which changes nothing.
        letters.insert(taken);
        tails.advance(tail, taken.get(taken.size() - 1).seq() + 1);
        return true;
    }

    private EnqueueDecision<DomainEventMessage<?>> retry(DeadLetter<? extends DomainEventMessage<?>> waiting) {
        Letter letter = (Letter) waiting;
        try {
            projector.project(List.of(events.read(letter)), irregular.holedAmong(List.of(letter.chatId())));
            projected.increment();
            return Decisions.evict();
        } catch (RuntimeException e) {
            Optional<Poison> poison = Failures.poisonIn(e);
            failed.increment();
            if (poison.isPresent()) {
                return keep(poison.get());
            }
            // It says nothing of the event, so the letter stays as it is; only the claim must not.
            letters.release(letter);
            throw e;
        }
    }

    private static EnqueueDecision<DomainEventMessage<?>> keep(Poison poison) {
        return Decisions.requeue(poison, letter -> Letter.oneAttemptMore(letter.diagnostics()));
    }
}
