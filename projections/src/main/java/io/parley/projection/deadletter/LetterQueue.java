package io.parley.projection.deadletter;

import java.util.ArrayList;
import java.util.List;
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
import org.springframework.stereotype.Component;

/** Axon's queue of dead letters beside the views, one sequence a chat. */
@Component
class LetterQueue implements SequencedDeadLetterQueue<DomainEventMessage<?>> {
    private final StoredLetters letters;
    private final IrregularChats irregular;
    private final LetterTails tails;
    private final int chatsAtMost;
    private final int lettersAtMost;

    LetterQueue(StoredLetters letters, IrregularChats irregular, LetterTails tails, DeadLetterProperties bounds) {
        this.letters = letters;
        this.irregular = irregular;
        this.tails = tails;
        this.chatsAtMost = bounds.chats();
        this.lettersAtMost = bounds.perChat();
    }

    @Override
    public void enqueue(Object chatId, DeadLetter<? extends DomainEventMessage<?>> letter) {
        enqueueAll(String.valueOf(chatId), List.of(ours(letter)));
    }

    /**
     * In order; letters that are there already stay as they are. Beyond the bound of a chat, and until all of that has been
     * worked off, its letters are not kept one by one: a tail stands for what follows in a stream.
     */
    void enqueueAll(String chatId, List<Letter> added) {
        Letter last = letters.last(chatId).orElse(null);
        if (last == null) {
            requireRoom(chatId);
        }
        if (last == null || (last.hasPosition() && letters.count(chatId) < lettersAtMost)) {
            letters.insert(added);
            return;
        }
        // What is there already, or comes before what waits, must not be left to a tail, which is tried last.
        String placed = letters.lastPlaced(chatId).map(Letter::id).orElse("");
        letters.insert(added.stream()
                .filter(letter -> letter.id().compareTo(placed) <= 0)
                .toList());
        tails.extend(added.stream()
                .filter(letter -> letter.id().compareTo(placed) > 0)
                .toList());
    }

    private void requireRoom(String chatId) {
        if (isFull(chatId)) {
            throw new DeadLetterQueueOverflowException(chatId);
        }
    }

    @Override
    public void evict(DeadLetter<? extends DomainEventMessage<?>> letter) {
        letters.remove(List.of(ours(letter)));
    }

    @Override
    public void requeue(
            DeadLetter<? extends DomainEventMessage<?>> letter,
            UnaryOperator<DeadLetter<? extends DomainEventMessage<?>>> change) {
        Letter changed = ours(change.apply(letter).markTouched());
        if (!letters.update(changed)) {
            throw new NoSuchDeadLetterException("There is no letter " + changed.id() + " any more.");
        }
    }

    @Override
    public boolean contains(Object chatId) {
        return letters.first(String.valueOf(chatId)).isPresent();
    }

    /** How many events of a chat wait, those for which tails stand too. */
    long waiting(String chatId) {
        return letters.count(chatId)
                + tails.of(chatId).stream()
                        .mapToLong(tail -> tail.upTo() - tail.seq())
                        .sum();
    }

    @Override
    public Iterable<DeadLetter<? extends DomainEventMessage<?>>> deadLetterSequence(Object chatId) {
        List<DeadLetter<? extends DomainEventMessage<?>>> sequence = new ArrayList<>();
        letters.all(String.valueOf(chatId)).forEach(sequence::add);
        return sequence;
    }

    @Override
    public Iterable<Iterable<DeadLetter<? extends DomainEventMessage<?>>>> deadLetters() {
        return letters.chats("", Integer.MAX_VALUE).stream()
                .map(this::deadLetterSequence)
                .toList();
    }

    /** Never for a chat that has letters: beyond its bound a tail takes the rest. */
    @Override
    public boolean isFull(Object chatId) {
        // The first question is answered at once; it counts some chats that have no letters any more.
        return !contains(chatId)
                && irregular.count() >= chatsAtMost
                && letters.chats("", chatsAtMost).size() >= chatsAtMost;
    }

    @Override
    public long size() {
        return letters.count();
    }

    @Override
    public long sequenceSize(Object chatId) {
        return letters.count(String.valueOf(chatId));
    }

    @Override
    public long amountOfSequences() {
        return letters.chats("", Integer.MAX_VALUE).size();
    }

    @Override
    public boolean process(
            Predicate<DeadLetter<? extends DomainEventMessage<?>>> wanted,
            Function<DeadLetter<? extends DomainEventMessage<?>>, EnqueueDecision<DomainEventMessage<?>>> task) {
        for (String chatId : letters.chats("", Integer.MAX_VALUE)) {
            Letter first = letters.first(chatId).filter(wanted).orElse(null);
            if (first != null && process(chatId, Integer.MAX_VALUE, task) != Worked.STOPPED) {
                return true;
            }
        }
        return false;
    }

    /** How far work on a chat's letters came: to the end, to a tail or a limit, or to one that stays for now. */
    enum Worked {
        ALL,
        SOME,
        STOPPED
    }

    /** Like {@link #process}, for some letters of one chat that are no tails. */
    Worked process(
            String chatId,
            int limit,
            Function<DeadLetter<? extends DomainEventMessage<?>>, EnqueueDecision<DomainEventMessage<?>>> task) {
        Letter first = letters.first(chatId).orElse(null);
        if (first == null) {
            return Worked.ALL;
        }
        if (first.isTail()) {
            return Worked.SOME;
        }
        Letter claimed = letters.claimedFirst(chatId);
        return claimed == null ? Worked.STOPPED : processFrom(claimed, limit, task);
    }

    /** The next one is claimed before the one before it goes, so that nobody comes in between. */
    private Worked processFrom(
            Letter first,
            int limit,
            Function<DeadLetter<? extends DomainEventMessage<?>>, EnqueueDecision<DomainEventMessage<?>>> task) {
        Letter letter = first;
        for (int done = 0; letter != null; done++) {
            if (letter.isTail() || done == limit) {
                letters.release(letter);
                return Worked.SOME;
            }
            Letter current = letter;
            EnqueueDecision<DomainEventMessage<?>> decision = task.apply(current);
            if (decision.shouldEnqueue()) {
                requeue(
                        current,
                        kept -> ours(decision.withDiagnostics(kept))
                                .withCause(decision.enqueueCause().orElse(null)));
                return Worked.STOPPED;
            }
            letter = letters.claimedAfter(current);
            evict(current);
        }
        return Worked.ALL;
    }

    @Override
    public void clear() {
        letters.removeAll();
    }

    private static Letter ours(DeadLetter<?> letter) {
        if (letter instanceof Letter known) {
            return known;
        }
        throw new WrongDeadLetterTypeException("This queue holds letters of its own kind, not " + letter.getClass());
    }
}
