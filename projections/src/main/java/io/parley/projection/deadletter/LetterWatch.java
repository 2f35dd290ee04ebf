package io.parley.projection.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.projection.watch.Watch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts the letters, and tries those that wait for nothing any more: a node may have stopped between the last letter with
 * a cause and those behind it. Chats with many letters take turns.
 */
@Component
class LetterWatch extends Watch {
    private static final Logger LOG = LoggerFactory.getLogger(LetterWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final StoredLetters letters;
    private final Retries retries;
    /** Chats whose turn will come; no more than may have letters. */
    private final Set<String> expected = ConcurrentHashMap.newKeySet();
    /** What went wrong with a chat when it was tried last; of the watch's thread alone. */
    private final Map<String, String> troubles = new HashMap<>();

    private volatile long waitingLetters;
    private volatile long waitingChats;

    LetterWatch(StoredLetters letters, Retries retries, MeterRegistry meters) {
        super("dead-letters-watch", LOOK_EVERY);
        this.letters = letters;
        this.retries = retries;
        Gauge.builder("parley.dead.letters", () -> waitingLetters)
                .description("Events that could not be projected, or wait behind such; a tail is one")
                .register(meters);
        Gauge.builder("parley.dead.letters.chats", () -> waitingChats)
                .description("Chats whose views wait for such an event")
                .register(meters);
    }

    @Override
    protected void look() {
        List<String> waiting = letters.chats("", Integer.MAX_VALUE);
        waitingChats = waiting.size();
        waitingLetters = waiting.isEmpty() ? 0 : letters.count();
        troubles.keySet().retainAll(waiting);
        waiting.forEach(this::soon);
    }

    /** Has a chat's letters tried on the watch's thread, if they wait for nothing. */
    void soon(String chatId) {
        if (expected.add(chatId) && !soon(() -> tryLetters(chatId))) {
            expected.remove(chatId);
        }
    }

    /** What is wrong with one chat must not keep others from their turn. */
    private void tryLetters(String chatId) {
        expected.remove(chatId);
        try {
            if (retries.stepWhereFree(chatId)) {
                soon(chatId);
            }
            troubles.remove(chatId);
        } catch (RuntimeException e) {
            String trouble = trouble(e);
            if (!trouble.equals(troubles.put(chatId, trouble))) {
                LOG.warn("The dead letters of chat {} cannot be tried just now: {}", chatId, trouble);
            }
            LOG.debug("The dead letters of chat {} cannot be tried just now", chatId, e);
        }
    }

    /** Classes alone: messages of exceptions differ from time to time and may quote an event. */
    private static String trouble(RuntimeException failure) {
        Throwable cause = failure.getCause();
        String name = failure.getClass().getName();
        return cause == null ? name : name + ", for " + cause.getClass().getName();
    }
}
