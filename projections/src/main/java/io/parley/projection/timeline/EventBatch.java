package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewIds;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.receipt.MessagesRead;
import io.parley.shared.receipt.ReceiptEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events that are projected together. A mark only ever stands on an event that came before it. */
final class EventBatch {
    private final List<TimelineEntry> timeline = new ArrayList<>();
    private final List<ReceiptEvent> receipts = new ArrayList<>();

    void add(ChatEvent event, long seq) {
        timeline.add(new TimelineEntry(event, seq));
    }

    void add(ReceiptEvent event) {
        receipts.add(event);
    }

    List<TimelineEntry> timeline() {
        return timeline;
    }

    List<ReceiptEvent> receipts() {
        return receipts;
    }

    /** Of each member the READ mark that moved furthest: only that one counts for unread. */
    Collection<MessagesRead> furthestReads() {
        Map<String, MessagesRead> furthest = new HashMap<>();
        for (ReceiptEvent event : receipts) {
            if (event instanceof MessagesRead read) {
                furthest.merge(
                        ViewIds.member(read.chatId(), read.userId()),
                        read,
                        (one, other) -> one.upTo() >= other.upTo() ? one : other);
            }
        }
        return furthest.values();
    }

    /** The same events in pieces whose changes fit into memory; founding a large group changes two documents a member. */
    List<EventBatch> pieces(int documents) {
        List<EventBatch> pieces = new ArrayList<>();
        EventBatch piece = new EventBatch();
        int size = 0;
        for (TimelineEntry entry : timeline) {
            piece.timeline.add(entry);
            size += entry.event() instanceof ChatCreated created
                    ? 2 * created.members().size()
                    : 3;
            if (size >= documents) {
                pieces.add(piece);
                piece = new EventBatch();
                size = 0;
            }
        }
        piece.receipts.addAll(receipts);
        pieces.add(piece);
        return pieces;
    }
}
