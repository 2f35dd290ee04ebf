package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.session.Outlet;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one device is to be sent, and in which order. Decides only: no thread, no clock, no I/O, so that every
 * interleaving can be tried. Catching up, gaps in what is pushed and devices that read slowly are one mechanism: a chat
 * whose next envelope is not at hand is behind, and is read from the view page by page until it no longer is.
 */
final class DeviceStream {
    private final int replayed;
    private final Map<ChatId, ChatCursor> chats = new HashMap<>();
    private final ChatsBehind behind = new ChatsBehind();
    private final ReadyItems ready;
    private final StreamReceipts receipts;
    private Phase phase = Phase.JOINING;
    private int lookedAt;
    private boolean closed;

    /**
     * @param replayed how many envelopes of one chat are sent before a GAP takes the rest
     * @param resume what the device holds of receipts, null for none
     * @param outlet asked for memory, and given it back
     */
    DeviceStream(int replayed, @Nullable Resume resume, Outlet outlet) {
        this.replayed = replayed;
        this.ready = new ReadyItems(outlet);
        this.receipts = new StreamReceipts(resume, outlet);
    }

    /**
     * A chat at the beginning of the stream.
     *
     * @param next the first seq that the device lacks and may see
     * @param head the last seq in the view
     * @param known the last seq that anyone has named
     */
    record Start(ChatId chatId, long next, long head, long known) {}

    void begin(List<Start> starts) {
        phase = Phase.CATCHING_UP;
        starts.forEach(this::begin);
        lookedAt = chats.size();
        endCatchUp();
    }

    private void begin(Start start) {
        ChatCursor chat = chats.get(start.chatId());
        if (chat == null) {
            chat = ChatCursor.of(start, replayed);
            chats.put(start.chatId(), chat);
        } else {
            // Joined meanwhile.
            chat.learn(start.known());
        }
        behind.awaitIfBehind(chat);
        behind.addIfBehind(chat);
    }

    /** The user became a member of a chat, or is found to be one. */
    void join(ChatId chatId, long next, long known) {
        if (chats.putIfAbsent(chatId, new ChatCursor(chatId, next, -1)) == null) {
            known(chatId, known);
        }
    }

    /** The user is no member any more. */
    void drop(ChatId chatId) {
        ChatCursor chat = chats.remove(chatId);
        if (chat == null) {
            return;
        }
        behind.forget(chat);
        endCatchUp();
    }

    Collection<ChatId> chats() {
        return List.copyOf(chats.keySet());
    }

    boolean follows(ChatId chatId) {
        return chats.containsKey(chatId);
    }

    void known(ChatId chatId, long head) {
        ChatCursor chat = chats.get(chatId);
        if (chat != null) {
            chat.learn(head);
            behind.addIfBehind(chat);
        }
    }

    void live(ChatId chatId, long seq, Encoded envelope) {
        ChatCursor chat = chats.get(chatId);
        if (closed || chat == null || seq < chat.next()) {
            return;
        }
        // Also where the chat is behind: its head may have been named while this was on its way.
        if (seq == chat.next() && !chat.hasGap() && ready.offer(Item.timeline(envelope))) {
            chat.sent(seq);
            behind.removeUnlessBehind(chat);
            moved(chat);
        } else {
            known(chatId, seq);
        }
    }

    private void moved(ChatCursor chat) {
        behind.moved(chat);
        endCatchUp();
    }

    private void endCatchUp() {
        if (phase == Phase.CATCHING_UP && behind.isNoneAwaited()) {
            phase = Phase.CAUGHT_UP;
            ready.add(Item.END_OF_CATCH_UP);
        }
    }

    void receipt(LiveReceipt receipt) {
        if (!closed) {
            receipts.live(receipt);
        }
    }

    /** Time has passed; answers whether there is something to read because of it. */
    boolean passed(Instant now) {
        return phase == Phase.LIVE && receipts.lookAgain(now);
    }

    /** Some may not have come: they are to be looked up again. */
    void receiptsMayBeMissing() {
        receipts.mayBeMissing();
    }

    /** The next page to read, if any: one at a time, only for a device that asks, and only while little waits for it. */
    @Nullable
    PageRead nextRead(long demand) {
        if (closed || demand == 0 || !ready.areFew()) {
            return null;
        }
        ChatCursor chat = behind.beginReading();
        return chat == null ? null : PageRead.of(chat, demand);
    }

    /**
     * The page that was to be read.
     *
     * @param more whether the view has more after it
     * @param head the last seq in the view
     * @return how much memory is held for it from now on
     */
    int page(ChatId chatId, List<PageEntry> entries, boolean more, long head) {
        ChatCursor chat = behind.reading(chatId);
        if (closed || chat == null) {
            return 0;
        }
        behind.endReading(chat);
        long before = chat.next();
        int bytes = take(chat, entries, more, head);
        moved(chat);
        behind.addAgainIfBehind(chat, chat.next() > before);
        return bytes;
    }

    /** The view has had its time to show what is known of the chat: nothing waits any more for what it does not have. */
    int trusted(ChatId chatId, long head) {
        ChatCursor chat = behind.reading(chatId);
        if (chat != null) {
            chat.trust(head);
        }
        return page(chatId, List.of(), false, head);
    }

    private int take(ChatCursor chat, List<PageEntry> entries, boolean more, long head) {
        boolean comesLater = entries.isEmpty() && (more || head < chat.known());
        Item gap = comesLater ? null : chat.takeGap();
        int bytes = gap == null ? 0 : ready.add(gap);
        for (PageEntry entry : entries) {
            if (entry.seq() >= chat.next()) {
                bytes += ready.add(Item.timeline(entry.envelope()));
                chat.sent(entry.seq());
            }
        }
        if (!more && head >= chat.known() && chat.isBehind()) {
            // The rest of what is known is not for this user to see.
            chat.sent(chat.known());
        }
        return bytes;
    }

    /** The next page of marks to read, if any: behind the timeline, and like it only for a device that asks. */
    @Nullable
    MarksRead nextMarks(long demand) {
        return demand > 0 && wantsMarks() ? receipts.nextRead() : null;
    }

    private boolean wantsMarks() {
        boolean caughtUp = phase == Phase.CAUGHT_UP || phase == Phase.SENDING_RECEIPTS || phase == Phase.LIVE;
        return !closed && caughtUp && receipts.wantRead(phase == Phase.LIVE);
    }

    /** The page of marks that was to be read; answers how much memory is held for it from now on. */
    int marks(MarksPage page) {
        return closed ? 0 : receipts.page(page);
    }

    /** The page of marks could not be read just now. */
    int marksLater() {
        receipts.readLater();
        return 0;
    }

    /** The next envelope to send, or null where there is none for now. */
    @Nullable
    Item poll() {
        if (ready.isNextEndOfCatchUp()) {
            ready.poll();
            phase = Phase.SENDING_RECEIPTS;
        }
        if (phase == Phase.SENDING_RECEIPTS) {
            return receiptOrCaughtUp();
        }
        Item item = ready.poll();
        return item == null && phase == Phase.LIVE ? receipts.poll() : item;
    }

    private @Nullable Item receiptOrCaughtUp() {
        if (!receipts.areCaughtUp()) {
            return receipts.poll();
        }
        phase = Phase.LIVE;
        return Item.caughtUp(lookedAt, receipts.resume());
    }

    /** Whether the device, not the server, is what there is to wait for. */
    boolean hasSomethingToSend() {
        if (phase == Phase.SENDING_RECEIPTS || ready.isNextEndOfCatchUp()) {
            return !receipts.isEmpty() || receipts.areCaughtUp();
        }
        return !ready.isEmpty() || (phase == Phase.LIVE && !receipts.isEmpty());
    }

    /** Whether there is something to read as soon as the device asks and its socket takes. */
    boolean hasSomethingToRead() {
        return !closed && (behind.isOneToRead() || wantsMarks());
    }

    boolean isBehind() {
        return !behind.isEmpty();
    }

    boolean isLive() {
        return phase == Phase.LIVE;
    }

    /** Lets go of all that is held. */
    void close() {
        closed = true;
        ready.clear();
        receipts.clear();
        behind.clear();
    }
}
