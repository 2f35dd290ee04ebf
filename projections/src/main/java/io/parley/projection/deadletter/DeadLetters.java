package io.parley.projection.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.deadletter.DeadLetterQueueOverflowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sets events aside. */
@Component
class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final LetterQueue queue;
    private final Retries retries;
    private final Clock clock;

    DeadLetters(LetterQueue queue, Retries retries, Clock clock) {
        this.queue = queue;
        this.retries = retries;
        this.clock = clock;
    }

    /** Those of the chats that have letters. */
    Set<String> blocked(Collection<String> chats) {
        // As a rule no chat has any, and that is one question for all of them.
        return queue.chats("", 1).isEmpty()
                ? Set.of()
                : chats.stream().filter(queue::contains).collect(Collectors.toSet());
    }

    /** Sets aside events of a chat, the first of them for a reason. */
    void add(String chatId, List<DomainEventMessage<?>> events, Poison reason) {
        boolean first = !queue.contains(chatId);
        enqueue(chatId, events, reason);
        if (first) {
            Letter letter = Letter.of(events.get(0), reason, clock.instant());
            LOG.warn(
                    "Event {} of stream {} ({}) cannot be projected: {} ({}). Its chat's view waits; see"
                            + " ./parley dead-letters show {}",
                    letter.seq(),
                    letter.reference().getAggregateIdentifier(),
                    letter.type(),
                    reason.message(),
                    reason.type(),
                    chatId);
        }
    }

    /**
     * Sets aside events of a chat that has letters. Those may have gone just now; then these are the first and wait for
     * nothing.
     */
    void addBehind(String chatId, List<DomainEventMessage<?>> events) {
        enqueue(chatId, events, null);
        retries.retryWhereFree(chatId);
    }

    /** Events that come again, after a node stopped before it could note how far it was, are not set aside again. */
    private void enqueue(String chatId, List<DomainEventMessage<?>> events, @Nullable Poison reason) {
        String last = queue.last(chatId).map(Letter::id).orElse("");
        Instant now = clock.instant();
        List<Letter> letters = new ArrayList<>();
        for (DomainEventMessage<?> event : events) {
            letters.add(Letter.of(event, letters.isEmpty() ? reason : null, now));
        }
        letters.removeIf(letter -> letter.id().compareTo(last) <= 0);
        enqueue(chatId, letters);
    }

    private void enqueue(String chatId, List<Letter> letters) {
        try {
            queue.enqueueAll(chatId, letters);
        } catch (DeadLetterQueueOverflowException full) {
            LOG.error(
                    "The queue of dead letters is full, so chat {} and those of its segment wait. Nothing is lost. Retry"
                            + " or evict letters: ./parley dead-letters list",
                    chatId);
            throw full;
        }
    }
}
