package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.session.Outlet;
import io.parley.shared.chat.ChatId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of one stream: those that moved while the device was away, looked up page by page as fast as it takes
 * them, and those that are pushed. What finds no room is looked up again later. Each mark comes once.
 */
final class StreamReceipts {
    private final @Nullable Resume held;
    private final PendingReceipts pending;
    private final SentMarks sent = new SentMarks();
    private final UnsureMarks unsure = new UnsureMarks();
    private Round round = Round.FIRST;
    private boolean reading;
    private boolean leftOut;
    private int beforeCaughtUp;
    /** Where the page that is read next goes on. */
    private @Nullable ChatId after;
    /** From when on marks are looked up in this round, null for all. */
    private @Nullable Instant since;
    /** From when on they are in the next. */
    private @Nullable Instant sinceNext;

    private Resume resume = Resume.NONE;

    /** @param held what the device has been given by its last stream */
    StreamReceipts(@Nullable Resume held, Outlet outlet) {
        this.held = held;
        this.since = held == null ? null : held.since();
        this.pending = new PendingReceipts(outlet);
        if (held != null && held.place() != null) {
            goOn(held, held.place());
        }
    }

    /** With the look-up that another stream began. */
    private void goOn(Resume begun, Resume.Place place) {
        since = place.since();
        after = place.after();
        sinceNext = begun.since();
        sent.horizon(begun.since());
        resume = begun.at(null);
    }

    private enum Round {
        FIRST,
        NONE,
        AGAIN
    }

    void live(LiveReceipt receipt) {
        if (isNew(receipt, sent.ofPushed(receipt)) && !pending.offer(receipt)) {
            leftOut = true;
        }
    }

    /** Looks up what could not be told before, where it can now; answers whether there is such. */
    boolean lookAgain(Instant now) {
        Instant look = sinceNext;
        Instant from = look == null ? null : unsure.take(now);
        if (look == null || from == null) {
            return false;
        }
        sinceNext = from.isBefore(look) ? from : look;
        leftOut = true;
        return true;
    }

    /** Some may not have come: they are to be looked up again. */
    void mayBeMissing() {
        leftOut = true;
    }

    private boolean isNew(LiveReceipt receipt, SentMarks.Verdict verdict) {
        if (verdict == SentMarks.Verdict.UNSURE) {
            unsure.add(receipt, sent.forgottenAt(receipt.key()));
        }
        return verdict == SentMarks.Verdict.NEW && (held == null || !held.covers(receipt));
    }

    /** Whether a page is to be read: one at a time, and only when all that came before is sent. */
    boolean wantRead(boolean live) {
        return !reading && pending.size() == 0 && (round != Round.NONE || (live && leftOut));
    }

    /** The page to read, where one is wanted. */
    MarksRead nextRead() {
        if (round == Round.NONE) {
            round = Round.AGAIN;
            since = sinceNext;
            leftOut = false;
        }
        reading = true;
        return new MarksRead(since, after);
    }

    /** The page that was to be read is still to be read. */
    void readLater() {
        reading = false;
    }

    /** Takes the page that was to be read; answers how much memory it needs. */
    int page(MarksPage page) {
        reading = false;
        if (after == null) {
            begun(page.since());
        }
        if (round == Round.FIRST) {
            resume = resume.with(page.receipts());
        }
        int bytes = 0;
        for (LiveReceipt receipt : page.receipts()) {
            if (isNew(receipt, sent.ofLookedUp(receipt, page.since()))) {
                bytes += pending.add(receipt);
            }
        }
        after = page.next();
        if (after == null) {
            round = Round.NONE;
            beforeCaughtUp = pending.size();
        }
        return bytes;
    }

    private void begun(Instant nextLook) {
        Instant later = since != null && since.isAfter(nextLook) ? since : nextLook;
        sinceNext = later;
        sent.horizon(later);
        if (round == Round.FIRST) {
            resume = Resume.from(later);
        }
    }

    /** Whether CAUGHT_UP follows, with all that had to come before it sent. */
    boolean areCaughtUp() {
        return round != Round.FIRST && beforeCaughtUp <= 0;
    }

    /** What the device sends with its next stream to get the receipts after these. */
    Resume resume() {
        return resume;
    }

    boolean isEmpty() {
        return pending.size() == 0;
    }

    @Nullable
    Item poll() {
        LiveReceipt next = pending.poll();
        if (next == null) {
            return null;
        }
        beforeCaughtUp--;
        sent.sent(next);
        return Item.receipt(next, place());
    }

    /** Where another stream may go on; null where only a part of a page has been sent. */
    private @Nullable Resume place() {
        ChatId last = after;
        boolean between = round == Round.FIRST && last != null && pending.size() == 0;
        return between && last != null ? resume.at(new Resume.Place(since, last)) : null;
    }

    void clear() {
        pending.clear();
    }
}
