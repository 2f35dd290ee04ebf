package io.parley.projection.deadletter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.springframework.stereotype.Component;

/** Projects the letters of a chat, one after the other, up to the first that still cannot be projected. */
@Component
class Retries {
    private final LetterQueue queue;
    private final StoredEvents events;
    private final Projector projector;
    private final Counter projected;
    private final Counter failed;

    Retries(LetterQueue queue, StoredEvents events, Projector projector, MeterRegistry meters) {
        this.queue = queue;
        this.events = events;
        this.projector = projector;
        this.projected = meters.counter("parley.dead.letters.retries", "outcome", "projected");
        this.failed = meters.counter("parley.dead.letters.retries", "outcome", "failed");
    }

    /**
     * Returns when the chat has no letters, when one could not be projected, or when someone else is at it. A letter that
     * comes while the last one is being projected is found by looking once more; one that comes after that look is found
     * by whoever set it aside, who looks then.
     */
    void retry(String chatId) {
        boolean all = queue.process(chatId, this::retry);
        while (all && queue.contains(chatId)) {
            all = queue.process(chatId, this::retry);
        }
    }

    /** Tries the letters of a chat whose first one only waits: what it waited for is gone. */
    void retryWhereFree(String chatId) {
        if (queue.first(chatId).filter(Letter::onlyWaits).isPresent()) {
            retry(chatId);
        }
    }

    private EnqueueDecision<DomainEventMessage<?>> retry(DeadLetter<? extends DomainEventMessage<?>> letter) {
        try {
            projector.project(List.of(events.read((Letter) letter)));
            projected.increment();
            return Decisions.evict();
        } catch (RuntimeException e) {
            Optional<Poison> poison = Failures.poisonIn(e);
            failed.increment();
            return poison.isPresent() ? keep(poison.get()) : release(letter, e);
        }
    }

    private static EnqueueDecision<DomainEventMessage<?>> keep(Poison poison) {
        return Decisions.requeue(poison, letter -> Letter.oneAttemptMore(letter.diagnostics()));
    }

    /** It says nothing of the event, so the letter stays as it is; only the claim must not. */
    private EnqueueDecision<DomainEventMessage<?>> release(
            DeadLetter<? extends DomainEventMessage<?>> letter, RuntimeException passing) {
        queue.requeue(letter, kept -> kept);
        throw passing;
    }
}
