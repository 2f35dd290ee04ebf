package io.parley.projection.deadletter;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Letters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.DeadLetterQueueOverflowException;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.NoSuchDeadLetterException;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.WrongDeadLetterTypeException;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Axon's queue of dead letters beside the views, one sequence a chat. A letter's id says its chat and its place among all
 * events, so that a chat's letters are one range in their order, and setting an event aside twice leaves one letter.
 */
@Component
class LetterQueue implements SequencedDeadLetterQueue<DomainEventMessage<?>> {
    /** Longer than projecting one event can take, short enough for a node that was lost with its claim. */
    static final Duration CLAIM = Duration.ofSeconds(30);

    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Document> letters;
    private final Clock clock;
    private final int chatsAtMost;
    private final int lettersAtMost;

    LetterQueue(MongoDatabase database, Clock clock, DeadLetterProperties bounds) {
        this.letters = database.getCollection(Letters.COLLECTION);
        this.clock = clock;
        this.chatsAtMost = bounds.chats();
        this.lettersAtMost = bounds.perChat();
    }

    @Override
    public void enqueue(Object chatId, DeadLetter<? extends DomainEventMessage<?>> letter) {
        enqueueAll(String.valueOf(chatId), List.of(ours(letter)));
    }

    /** In order; letters that are there already stay as they are. Exceeds the bound of a chat by one call at most. */
    void enqueueAll(String chatId, List<Letter> added) {
        if (isFull(chatId)) {
            throw new DeadLetterQueueOverflowException(chatId);
        }
        List<Document> open = added.stream().map(LetterDocument::of).toList();
        while (!open.isEmpty()) {
            try {
                letters.insertMany(open);
                return;
            } catch (MongoBulkWriteException e) {
                BulkWriteError error = e.getWriteErrors().stream().findFirst().orElseThrow(() -> e);
                if (error.getCode() != DUPLICATE_KEY) {
                    throw e;
                }
                open = open.subList(error.getIndex() + 1, open.size());
            }
        }
    }

    @Override
    public void evict(DeadLetter<? extends DomainEventMessage<?>> letter) {
        letters.deleteOne(eq(ViewSchema.ID, ours(letter).id()));
    }

    @Override
    public void requeue(
            DeadLetter<? extends DomainEventMessage<?>> letter,
            UnaryOperator<DeadLetter<? extends DomainEventMessage<?>>> change) {
        Letter changed = ours(change.apply(letter).markTouched());
        if (letters.updateOne(eq(ViewSchema.ID, changed.id()), LetterDocument.update(changed))
                        .getMatchedCount()
                == 0) {
            throw new NoSuchDeadLetterException("There is no letter " + changed.id() + " any more.");
        }
    }

    @Override
    public boolean contains(Object chatId) {
        return first(chatId).isPresent();
    }

    Optional<Letter> first(Object chatId) {
        return Optional.ofNullable(letters.find(of(chatId)).sort(inOrder()).first())
                .map(LetterDocument::read);
    }

    Optional<Letter> last(Object chatId) {
        return Optional.ofNullable(letters.find(of(chatId))
                        .sort(Sorts.descending(ViewSchema.ID))
                        .first())
                .map(LetterDocument::read);
    }

    List<Letter> some(Object chatId, int limit) {
        return letters.find(of(chatId))
                .sort(inOrder())
                .limit(limit)
                .map(LetterDocument::read)
                .into(new ArrayList<>());
    }

    @Override
    public Iterable<DeadLetter<? extends DomainEventMessage<?>>> deadLetterSequence(Object chatId) {
        return letters.find(of(chatId)).sort(inOrder()).map(LetterDocument::read);
    }

    @Override
    public Iterable<Iterable<DeadLetter<? extends DomainEventMessage<?>>>> deadLetters() {
        return chats("", Integer.MAX_VALUE).stream()
                .map(this::deadLetterSequence)
                .toList();
    }

    /** Chats with letters whose ids come after {@code after}, in order. Leaps from one to the next, past their letters. */
    List<String> chats(String after, int limit) {
        List<String> chats = new ArrayList<>();
        String from = after.isEmpty() ? after : ViewIds.beyond(ViewIds.prefix(after));
        while (chats.size() < limit) {
            Document next =
                    letters.find(gte(ViewSchema.ID, from)).sort(inOrder()).first();
            if (next == null) {
                return chats;
            }
            String chatId = ViewIds.head(next.getString(ViewSchema.ID));
            chats.add(chatId);
            from = ViewIds.beyond(ViewIds.prefix(chatId));
        }
        return chats;
    }

    @Override
    public boolean isFull(Object chatId) {
        long waiting = sequenceSize(chatId);
        return waiting > 0 ? waiting >= lettersAtMost : chats("", chatsAtMost).size() >= chatsAtMost;
    }

    @Override
    public long size() {
        return letters.countDocuments();
    }

    @Override
    public long sequenceSize(Object chatId) {
        return letters.countDocuments(of(chatId));
    }

    @Override
    public long amountOfSequences() {
        return chats("", Integer.MAX_VALUE).size();
    }

    @Override
    public boolean process(
            Predicate<DeadLetter<? extends DomainEventMessage<?>>> wanted,
            Function<DeadLetter<? extends DomainEventMessage<?>>, EnqueueDecision<DomainEventMessage<?>>> task) {
        for (String chatId : chats("", Integer.MAX_VALUE)) {
            Letter first = first(chatId).filter(wanted).orElse(null);
            if (first != null && claim(first)) {
                return processFrom(first, task);
            }
        }
        return false;
    }

    /** Like {@link #process}, for the letters of one chat. */
    boolean process(
            String chatId,
            Function<DeadLetter<? extends DomainEventMessage<?>>, EnqueueDecision<DomainEventMessage<?>>> task) {
        Letter first = first(chatId).orElse(null);
        return first != null && claim(first) && processFrom(first, task);
    }

    /** The next one is claimed before the one before it goes, so that nobody comes in between. */
    private boolean processFrom(
            Letter first,
            Function<DeadLetter<? extends DomainEventMessage<?>>, EnqueueDecision<DomainEventMessage<?>>> task) {
        Letter letter = first;
        while (letter != null) {
            Letter current = letter;
            EnqueueDecision<DomainEventMessage<?>> decision = task.apply(current);
            if (decision.shouldEnqueue()) {
                requeue(
                        current,
                        kept -> ours(decision.withDiagnostics(kept))
                                .withCause(decision.enqueueCause().orElse(null)));
                return false;
            }
            letter = claimedAfter(current);
            evict(current);
        }
        return true;
    }

    private @Nullable Letter claimedAfter(Letter letter) {
        Document next = inRange(letter.id(), letter.chatId()).sort(inOrder()).first();
        Letter following = next == null ? null : LetterDocument.read(next);
        return following != null && claim(following) ? following : null;
    }

    private FindIterable<Document> inRange(String after, String chatId) {
        return letters.find(and(gt(ViewSchema.ID, after), lt(ViewSchema.ID, ViewIds.beyond(ViewIds.prefix(chatId)))));
    }

    private boolean claim(Letter letter) {
        Instant now = clock.instant();
        Bson free = and(eq(ViewSchema.ID, letter.id()), lt(Letters.CLAIMED, now));
        return letters.updateOne(free, Updates.set(Letters.CLAIMED, now.plus(CLAIM)))
                        .getMatchedCount()
                == 1;
    }

    @Override
    public void clear() {
        letters.deleteMany(new Document());
    }

    private static Bson of(Object chatId) {
        String prefix = ViewIds.prefix(String.valueOf(chatId));
        return and(gte(ViewSchema.ID, prefix), lt(ViewSchema.ID, ViewIds.beyond(prefix)));
    }

    private static Bson inOrder() {
        return Sorts.ascending(ViewSchema.ID);
    }

    private static Letter ours(DeadLetter<?> letter) {
        if (letter instanceof Letter known) {
            return known;
        }
        throw new WrongDeadLetterTypeException("This queue holds letters of its own kind, not " + letter.getClass());
    }
}
