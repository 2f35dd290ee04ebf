package io.parley.projection.deadletter;

import io.parley.shared.refusal.Conflict;
import io.parley.shared.refusal.NotFound;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Leaves letters out of the views. Nothing of that is undone, so it never reaches further than somebody could see. */
@Component
class Evictions {
    private static final Logger LOG = LoggerFactory.getLogger(Evictions.class);
    private static final int AT_ONCE = 200;
    private static final int TAIL_AT_ONCE = 5_000;

    private final StoredLetters letters;
    private final LetterTails tails;
    private final IrregularChats irregular;
    private final Projector projector;

    Evictions(StoredLetters letters, LetterTails tails, IrregularChats irregular, Projector projector) {
        this.letters = letters;
        this.tails = tails;
        this.irregular = irregular;
        this.projector = projector;
    }

    /** Leaves out the first letter of a chat, if that is still the one that is meant. */
    void first(String chatId, String name) {
        Letter letter = claimedFirst(chatId);
        try {
            if (!letter.name().equals(name)) {
                throw new Conflict(
                        "letter",
                        "The first letter of this chat is " + letter.name() + " by now; look at it, then name it.");
            }
            leaveOut(List.of(letter), letter.seq());
        } catch (RuntimeException kept) {
            letters.release(letter);
            throw kept;
        }
        remove(List.of(letter), letter.seq());
    }

    /** Leaves out what a chat's letters stand for now, and nothing that comes while this runs. */
    void all(String chatId) {
        Reach reach = new Reach(
                letters.lastKept(chatId).map(Letter::id).orElse(""),
                tails.of(chatId).stream().collect(Collectors.toMap(Letter::id, Letter::upTo)));
        Letter first = claimedFirst(chatId);
        while (first != null && reach.includes(first)) {
            first = leftOutFrom(first, reach);
        }
        if (first != null) {
            letters.release(first);
        }
    }

    /**
     * How far an eviction reaches.
     *
     * @param kept the id of the last letter that is no tail
     * @param tails for each tail, by id, the last seq
     */
    private record Reach(String kept, Map<String, Long> tails) {
        boolean includes(Letter letter) {
            return letter.isTail()
                    ? tails.getOrDefault(letter.id(), -1L) >= letter.seq()
                    : letter.id().compareTo(kept) <= 0;
        }

        /** A part of a tail that is left out well within the time of a claim. */
        long upTo(Letter letter) {
            return letter.isTail()
                    ? Math.min(tails.getOrDefault(letter.id(), -1L), letter.seq() + TAIL_AT_ONCE - 1)
                    : letter.seq();
        }
    }

    /** Answers the claimed next one; null where there is none, or somebody was faster. */
    private @Nullable Letter leftOutFrom(Letter first, Reach reach) {
        List<Letter> some = first.isTail()
                ? List.of(first)
                : letters.from(first, AT_ONCE).stream()
                        .filter(letter -> !letter.isTail() && reach.includes(letter))
                        .toList();
        Letter last = some.get(some.size() - 1);
        try {
            leaveOut(some, reach.upTo(last));
        } catch (RuntimeException kept) {
            letters.release(first);
            throw kept;
        }
        if (last.isTail()) {
            remove(some, reach.upTo(last));
            return letters.claimedFirst(last.chatId());
        }
        Letter next = letters.claimedAfter(last);
        remove(some, last.seq());
        return next;
    }

    private void leaveOut(List<Letter> some, long lastSeq) {
        List<Letter> timeline = some.stream().filter(Letter::isInTimeline).toList();
        if (timeline.isEmpty()) {
            return;
        }
        Letter first = timeline.get(0);
        if (first.isCreation()) {
            throw new Conflict(
                    "chatId",
                    "The creation of a chat cannot be left out, for without it the rest cannot be shown; mend it and retry.");
        }
        Letter last = timeline.get(timeline.size() - 1);
        projector.leaveOut(first.chatId(), first.seq(), last.isTail() ? lastSeq : last.seq());
        irregular.haveHoles(first.chatId());
    }

    private void remove(List<Letter> some, long lastSeq) {
        Letter first = some.get(0);
        Letter last = some.get(some.size() - 1);
        if (last.isTail()) {
            tails.advance(last, lastSeq + 1);
        } else {
            letters.remove(some);
        }
        LOG.warn(
                "Letters {} to {} of chat {} were left out of the views by an administrator.",
                first.name(),
                last.isTail() ? lastSeq : last.name(),
                first.chatId());
    }

    private Letter claimedFirst(String chatId) {
        if (!letters.first(chatId).isPresent()) {
            throw new NotFound("chatId", "chat with dead letters");
        }
        Letter first = letters.claimedFirst(chatId);
        if (first == null) {
            throw new Conflict("chatId", "The letters of this chat are being worked on just now; look at them again.");
        }
        return first;
    }
}
