package io.parley.projection.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.mongodb.MongoException;
import io.parley.engines.mongo.ViewIds;
import io.parley.shared.chat.ChatId;
import io.parley.shared.refusal.Conflict;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.NotFound;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import io.parley.shared.refusal.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.messaging.deadletter.Cause;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What an administrator can see of the queue and do with it. Shows ids, types and causes, never a text. */
@Component
public class LetterDesk {
    public static final int MAX_LIMIT = 200;

    private static final Logger LOG = LoggerFactory.getLogger(LetterDesk.class);
    private static final long OUTAGE_RETRY_MS = 1_000;

    private final LetterQueue queue;
    private final StoredLetters letters;
    private final Retries retries;
    private final Evictions evictions;

    LetterDesk(LetterQueue queue, StoredLetters letters, Retries retries, Evictions evictions) {
        this.queue = queue;
        this.letters = letters;
        this.retries = retries;
        this.evictions = evictions;
    }

    /** A page of chats with letters; {@code next} is the cursor of the next page. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Chats(List<ChatLetters> chats, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ChatLetters(
            String chatId, long count, @Nullable Shown first) {}

    /** The oldest letters of a chat, of {@code count} altogether. */
    public record Opened(String chatId, long count, List<Shown> letters) {}

    /**
     * @param userId whose mark it is; null for an event of the timeline
     * @param seq the event's place in its stream: of the timeline, or of the member's marks
     * @param letter what to call it where it is to be evicted
     * @param upTo for the tail of a stream the last seq for which it stands, too; null for an event of its own
     * @param at when it happened
     * @param since when it was set aside
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(
            @Nullable String userId,
            String letter,
            long seq,
            @Nullable Long upTo,
            String type,
            @Nullable Reason cause,
            Instant at,
            Instant since,
            long attempts) {
        static Shown of(Letter letter) {
            Cause cause = letter.reason();
            return new Shown(
                    letter.isInTimeline() ? null : ViewIds.tail(letter.stream()),
                    letter.name(),
                    letter.seq(),
                    letter.isTail() ? letter.upTo() : null,
                    letter.type().substring(letter.type().lastIndexOf('.') + 1),
                    cause == null ? null : new Reason(cause.type(), cause.message()),
                    letter.reference().getTimestamp(),
                    letter.enqueuedAt(),
                    letter.attempts());
        }
    }

    /** The class of an exception, and a sentence. */
    public record Reason(String exception, String sentence) {}

    public Chats list(String after, int limit) {
        return answered(() -> {
            List<String> found = letters.chats(after.isEmpty() ? "" : chatId(after), limited(limit) + 1);
            List<String> page = found.subList(0, Math.min(limit, found.size()));
            return new Chats(
                    page.stream().map(this::summary).toList(), found.size() > limit ? page.get(page.size() - 1) : null);
        });
    }

    public Opened show(String chatId, int limit) {
        return answered(() -> {
            List<Shown> shown = letters.some(chatId(chatId), limited(limit)).stream()
                    .map(Shown::of)
                    .toList();
            requireLetters(!shown.isEmpty());
            return new Opened(chatId, queue.waiting(chatId), shown);
        });
    }

    /** Projects what can be projected and answers what is left. */
    public ChatLetters retry(String chatId) {
        return answered(() -> {
            requireLetters(queue.contains(chatId(chatId)));
            retries.retry(chatId);
            return summary(chatId);
        });
    }

    /**
     * Leaves out the first letter and goes on with the rest.
     *
     * @param name of the letter as it was shown; {@link Conflict} where another one is the first by now
     */
    public ChatLetters evictFirst(String chatId, String name) {
        return evicted(chatId, () -> evictions.first(chatId, name));
    }

    /** Leaves out all letters that are there when this begins, and goes on with those that come meanwhile. */
    public ChatLetters evictAll(String chatId) {
        return evicted(chatId, () -> evictions.all(chatId));
    }

    private ChatLetters evicted(String chatId, Runnable eviction) {
        String known = chatId(chatId);
        try {
            eviction.run();
        } catch (MongoException e) {
            throw cutShort(e);
        }
        try {
            retries.retryWhereFree(known);
            return summary(known);
        } catch (MongoException | StoredEvents.EventStoreAway e) {
            throw cutShort(e);
        }
    }

    /** Whoever sent it again unseen might leave out what came since. */
    private static CutShort cutShort(RuntimeException e) {
        LOG.warn("An eviction was cut short: {}", e.getClass().getName());
        return new CutShort();
    }

    /** The views or the event store went away; something may have been left out. */
    public static final class CutShort extends Refusal {
        private static final long serialVersionUID = 1L;

        CutShort() {
            super(Problem.of(
                    ErrorCode.UNAVAILABLE,
                    "The views or the event store went away meanwhile; look at the letters before you evict more."));
        }
    }

    private ChatLetters summary(String chatId) {
        return new ChatLetters(
                chatId,
                queue.waiting(chatId),
                letters.first(chatId).map(Shown::of).orElse(null));
    }

    private static void requireLetters(boolean there) {
        if (!there) {
            throw new NotFound("chatId", "chat with dead letters");
        }
    }

    private static String chatId(String chatId) {
        return new ChatId(chatId).value();
    }

    private static int limited(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Invalid("limit", "limit is a whole number from 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }

    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException | StoredEvents.EventStoreAway e) {
            LOG.warn("The dead letters could not be worked on: {}", e.toString());
            throw new Unavailable(
                    "The views or the event store cannot be reached; try again shortly.", OUTAGE_RETRY_MS);
        }
    }
}
