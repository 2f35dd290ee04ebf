package io.parley.projection.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final StoredLetters letters;
    private final IrregularChats irregular;
    private final LetterWatch watch;
    private final Clock clock;

    DeadLetters(LetterQueue queue, StoredLetters letters, IrregularChats irregular, LetterWatch watch, Clock clock) {
        this.queue = queue;
        this.letters = letters;
        this.irregular = irregular;
        this.watch = watch;
        this.clock = clock;
    }

    /**
     * What is special about some of the chats.
     *
     * @param first the first letter of each that has letters
     * @param holed those of the others that lack something that was left out
     */
    record Special(Map<String, Letter> first, Set<String> holed) {
        private static final Special NOTHING = new Special(Map.of(), Set.of());

        boolean isNothing() {
            return first.isEmpty() && holed.isEmpty();
        }

        /** How many of a chat's events come before all that waits: they wait for nothing. */
        int free(String chatId, List<DomainEventMessage<?>> events) {
            Letter letter = first.get(chatId);
            if (letter == null) {
                return events.size();
            }
            int free = 0;
            while (free < events.size() && letter.isBehind(events.get(free))) {
                free++;
            }
            return free;
        }
    }

    void segmentClaimed() {
        irregular.segmentClaimed();
    }

    Special among(Collection<String> chats) {
        Set<String> found = irregular.among(chats);
        if (found.isEmpty()) {
            return Special.NOTHING;
        }
        Map<String, Letter> first = new HashMap<>();
        found.forEach(chat -> letters.first(chat).ifPresent(letter -> first.put(chat, letter)));
        // Asked in this order: a hole is known before the letter that it stands for goes.
        return new Special(first, irregular.holedAmong(new HashSet<>(found)));
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
                    letter.stream(),
                    letter.type(),
                    reason.message(),
                    reason.type(),
                    chatId);
        }
    }

    /**
     * Sets aside events of a chat that has letters. Those may have gone just now; then these are the first and wait for
     * nothing, which the watch finds on a thread of its own: this one has other chats to project.
     */
    void addBehind(String chatId, List<DomainEventMessage<?>> events) {
        enqueue(chatId, events, null);
        watch.soon(chatId);
    }

    private void enqueue(String chatId, List<DomainEventMessage<?>> events, @Nullable Poison reason) {
        Instant now = clock.instant();
        List<Letter> added = new ArrayList<>();
        for (DomainEventMessage<?> event : events) {
            added.add(Letter.of(event, added.isEmpty() ? reason : null, now));
        }
        irregular.haveLetters(chatId);
        enqueue(chatId, added);
        irregular.haveLetters(chatId);
    }

    private void enqueue(String chatId, List<Letter> added) {
        try {
            queue.enqueueAll(chatId, added);
        } catch (DeadLetterQueueOverflowException full) {
            LOG.error(
                    "Too many chats have dead letters, so chat {} and those of its segment wait. Nothing is lost. Retry"
                            + " or evict letters: ./parley dead-letters list",
                    chatId);
            throw full;
        }
    }
}
