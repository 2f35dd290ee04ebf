package io.parley.projection.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.mongodb.MongoException;
import io.parley.engines.mongo.ViewIds;
import io.parley.shared.chat.ChatId;
import io.parley.shared.refusal.Conflict;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.NotFound;
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
    private static final int EVICTED_AT_ONCE = 200;

    private final LetterQueue queue;
    private final Retries retries;
    private final Projector projector;

    LetterDesk(LetterQueue queue, Retries retries, Projector projector) {
        this.queue = queue;
        this.retries = retries;
        this.projector = projector;
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
     * @param at when it happened
     * @param since when it was set aside
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(
            @Nullable String userId,
            long seq,
            String type,
            @Nullable Reason cause,
            Instant at,
            Instant since,
            long attempts) {
        static Shown of(Letter letter) {
            Cause cause = letter.reason();
            return new Shown(
                    letter.isInTimeline()
                            ? null
                            : ViewIds.tail(letter.reference().getAggregateIdentifier()),
                    letter.seq(),
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
            List<String> found = queue.chats(after.isEmpty() ? "" : chatId(after), limited(limit) + 1);
            List<String> page = found.subList(0, Math.min(limit, found.size()));
            return new Chats(
                    page.stream().map(this::summary).toList(), found.size() > limit ? page.get(page.size() - 1) : null);
        });
    }

    public Opened show(String chatId, int limit) {
        return answered(() -> {
            List<Shown> letters = queue.some(chatId(chatId), limited(limit)).stream()
                    .map(Shown::of)
                    .toList();
            requireLetters(!letters.isEmpty());
            return new Opened(chatId, queue.sequenceSize(chatId), letters);
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

    /** Leaves out the first letter, or all that are there, and goes on with the rest. */
    public ChatLetters evict(String chatId, boolean all) {
        return answered(() -> {
            List<Letter> letters = queue.some(chatId(chatId), all ? EVICTED_AT_ONCE : 1);
            requireLetters(!letters.isEmpty());
            while (!letters.isEmpty()) {
                letters.forEach(this::evict);
                letters = all ? queue.some(chatId, EVICTED_AT_ONCE) : List.of();
            }
            retries.retryWhereFree(chatId);
            return summary(chatId);
        });
    }

    private void evict(Letter letter) {
        if (letter.isCreation()) {
            throw new Conflict(
                    "chatId",
                    "The creation of a chat cannot be left out, for without it the rest cannot be shown; mend it and retry.");
        }
        if (letter.isInTimeline()) {
            projector.leaveOut(letter.chatId(), letter.seq(), letter.isMessage());
        }
        queue.evict(letter);
        LOG.warn(
                "Event {} of stream {} was left out of the views by an administrator.",
                letter.seq(),
                letter.reference().getAggregateIdentifier());
    }

    private ChatLetters summary(String chatId) {
        return new ChatLetters(
                chatId,
                queue.sequenceSize(chatId),
                queue.first(chatId).map(Shown::of).orElse(null));
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
