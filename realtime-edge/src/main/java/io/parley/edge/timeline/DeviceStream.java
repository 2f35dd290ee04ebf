package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.GapEnvelope;
import java.util.ArrayDeque;
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
    /** Stands in the row of ready items where the first catch-up ends. */
    private static final Item END_OF_CATCH_UP = new Item(Item.Kind.CAUGHT_UP, new Encoded(new byte[0]), null, null);

    private final int replayed;
    private final Map<ChatId, ChatCursor> chats = new HashMap<>();
    private final ArrayDeque<ChatCursor> behind = new ArrayDeque<>();
    private final ReadyItems ready = new ReadyItems();
    private final PendingReceipts receipts = new PendingReceipts();
    private @Nullable ChatCursor reading;
    private Phase phase = Phase.JOINING;
    private Marks marks = Marks.WANTED;
    private int catchingUp;
    private int lookedAt;
    private int receiptsBeforeCaughtUp;
    private boolean receiptsLeftOut;
    private Resume resume = Resume.NONE;

    /** @param replayed how many envelopes of one chat are sent before a GAP takes the rest */
    DeviceStream(int replayed) {
        this.replayed = replayed;
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
        ChatCursor joinedMeanwhile = chats.get(start.chatId());
        if (joinedMeanwhile != null) {
            known(start.chatId(), start.known());
            return;
        }
        ChatCursor chat = new ChatCursor(start.chatId(), start.next(), start.known());
        chats.put(start.chatId(), chat);
        long skippedTo = start.head() - replayed;
        if (skippedTo >= start.next()) {
            chat.skip(Item.gap(new GapEnvelope(start.chatId(), start.next(), skippedTo)), skippedTo);
        }
        if (chat.isBehind()) {
            chat.catchUp();
            catchingUp++;
            enqueue(chat, false);
        }
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
        behind.remove(chat);
        if (chat == reading) {
            reading = null;
        }
        if (chat.isCatchingUp()) {
            catchingUp--;
            endCatchUp();
        }
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
            if (chat.isBehind() && !chat.isQueued()) {
                enqueue(chat, false);
            }
        }
    }

    void live(ChatId chatId, long seq, Encoded envelope) {
        ChatCursor chat = chats.get(chatId);
        if (chat == null || seq < chat.next()) {
            return;
        }
        if (seq == chat.next() && !chat.isBehind() && ready.hasRoomFor(envelope.size())) {
            send(chat, seq, envelope);
        } else {
            known(chatId, seq);
        }
    }

    void receipt(LiveReceipt receipt) {
        if (receipts.hasRoomFor(receipt)) {
            receipts.put(receipt);
        } else {
            receiptsLeftOut = true;
        }
    }

    /** Some may not have come: they are to be looked up again. */
    void receiptsMayBeMissing() {
        receiptsLeftOut = true;
    }

    /** The next page to read, if any: one at a time, and only while little waits to be sent. */
    @Nullable
    PageRead nextRead() {
        ChatCursor chat = behind.peek();
        if (reading != null || chat == null || !ready.areFew()) {
            return null;
        }
        reading = chat;
        int limit = (int) Math.min(FindHistory.MAX_LIMIT, chat.known() - chat.next() + 1);
        return new PageRead(chat.chatId(), chat.next(), limit, chat.known());
    }

    /**
     * The page that was to be read.
     *
     * @param more whether the view has more after it
     * @param head the last seq in the view
     */
    void page(ChatId chatId, List<PageEntry> entries, boolean more, long head) {
        ChatCursor chat = reading;
        // The chat may have been dropped meanwhile, and another's turn have begun.
        if (chat == null || !chat.chatId().equals(chatId)) {
            return;
        }
        reading = null;
        behind.remove(chat);
        chat.queued(false);
        boolean moved = take(chat, entries, more, head);
        if (chat.reachedTarget()) {
            catchingUp--;
            endCatchUp();
        }
        if (chat.isBehind()) {
            enqueue(chat, moved && chat.isCatchingUp());
        }
    }

    private boolean take(ChatCursor chat, List<PageEntry> entries, boolean more, long head) {
        long before = chat.next();
        Item gap = entries.isEmpty() ? null : chat.takeGap();
        if (gap != null) {
            ready.add(gap);
        }
        for (PageEntry entry : entries) {
            if (entry.seq() >= chat.next()) {
                send(chat, entry.seq(), entry.envelope());
            }
        }
        if (!more && head >= chat.known() && chat.isBehind()) {
            // The rest of what is known is not for this user to see.
            chat.sent(chat.known());
        }
        return chat.next() > before;
    }

    private void send(ChatCursor chat, long seq, Encoded envelope) {
        ready.add(Item.timeline(envelope));
        chat.sent(seq);
    }

    private void enqueue(ChatCursor chat, boolean first) {
        chat.queued(true);
        if (first) {
            behind.addFirst(chat);
        } else {
            behind.addLast(chat);
        }
    }

    private void endCatchUp() {
        if (phase == Phase.CATCHING_UP && catchingUp == 0) {
            phase = Phase.CAUGHT_UP;
            ready.add(END_OF_CATCH_UP);
        }
    }

    /** Whether receipts are to be looked up now; says so once. */
    boolean takeMarksWanted() {
        boolean first = marks == Marks.WANTED && phase == Phase.CAUGHT_UP;
        boolean again = receiptsLeftOut && phase == Phase.LIVE && marks == Marks.AT_HAND && receipts.size() == 0;
        if (!first && !again) {
            return false;
        }
        marks = Marks.ASKED;
        receiptsLeftOut = false;
        return true;
    }

    /** @param resume what the device sends with its next stream to get the receipts after these */
    void marks(List<LiveReceipt> found, Resume resume) {
        found.forEach(receipts::put);
        this.resume = resume;
        marks = Marks.AT_HAND;
    }

    /** The next envelope to send, or null where there is none for now. */
    @Nullable
    Item poll() {
        if (phase == Phase.SENDING_RECEIPTS) {
            return receiptOrCaughtUp();
        }
        if (ready.isNextEndOfCatchUp()) {
            if (marks != Marks.AT_HAND) {
                return null;
            }
            ready.poll();
            phase = Phase.SENDING_RECEIPTS;
            receiptsBeforeCaughtUp = receipts.size();
            return receiptOrCaughtUp();
        }
        Item item = ready.poll();
        return item == null && phase == Phase.LIVE ? receipts.poll() : item;
    }

    private @Nullable Item receiptOrCaughtUp() {
        if (receiptsBeforeCaughtUp-- > 0) {
            return receipts.poll();
        }
        phase = Phase.LIVE;
        return Item.caughtUp(lookedAt, resume);
    }

    /** Whether the device, not the server, is what there is to wait for. */
    boolean hasSomethingToSend() {
        return switch (phase) {
            case JOINING -> false;
            case CATCHING_UP -> !ready.isEmpty();
            case CAUGHT_UP -> !ready.isNextEndOfCatchUp() || marks == Marks.AT_HAND;
            case SENDING_RECEIPTS -> true;
            case LIVE -> !ready.isEmpty() || receipts.size() > 0;
        };
    }

    private enum Phase {
        JOINING,
        CATCHING_UP,
        /** All is read; what is ready ends with the mark of it. */
        CAUGHT_UP,
        SENDING_RECEIPTS,
        LIVE
    }

    private enum Marks {
        WANTED,
        ASKED,
        AT_HAND
    }
}
