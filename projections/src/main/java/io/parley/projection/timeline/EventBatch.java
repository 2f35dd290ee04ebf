package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewIds;
import io.parley.projection.deadletter.Poison;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.receipt.MessagesRead;
import io.parley.shared.receipt.ReceiptEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.UnknownSerializedType;

/** The events that are projected together. A mark only ever stands on an event that came before it. */
final class EventBatch {
    /** Of a large message's content, beyond the documents that any message changes. */
    private static final int BYTES_LIKE_A_DOCUMENT = 4 * 1024;

    private final List<TimelineEntry> timeline = new ArrayList<>();
    private final List<ReceiptEvent> receipts = new ArrayList<>();

    /** Reads events; throws where one cannot be read. */
    static EventBatch of(List<? extends DomainEventMessage<?>> events) {
        EventBatch batch = new EventBatch();
        for (DomainEventMessage<?> event : events) {
            batch.add(event);
        }
        return batch;
    }

    private void add(DomainEventMessage<?> message) {
        Object payload = message.getPayload();
        if (payload instanceof ChatEvent event) {
            add(event, message.getSequenceNumber());
        } else if (payload instanceof ReceiptEvent event) {
            add(event);
        } else {
            String type = payload instanceof UnknownSerializedType unknown
                    ? unknown.serializedType().getName()
                    : payload.getClass().getName();
            throw new Poison(
                    UnknownSerializedType.class.getName(), "This version does not know events of type " + type);
        }
    }

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

    /**
     * The same events in pieces whose changes fit into memory and into one answer's time. Founding a large group changes
     * two documents a member; a mark three, and as many more as it passes buckets.
     */
    List<EventBatch> pieces(int documents) {
        Pieces pieces = new Pieces(documents);
        timeline.forEach(entry -> pieces.next(documentsOf(entry)).timeline.add(entry));
        receipts.forEach(event -> pieces.next(documentsOf(event)).receipts.add(event));
        return pieces.all;
    }

    private static long documentsOf(TimelineEntry entry) {
        if (entry.event() instanceof ChatCreated created) {
            return 2L * created.members().size();
        }
        return entry.event() instanceof MessageSent sent
                ? 3L + sent.content().bytes().length / BYTES_LIKE_A_DOCUMENT
                : 3;
    }

    private static long documentsOf(ReceiptEvent event) {
        return 3 + ViewIds.bucket(event.upTo()) - ViewIds.bucket(Math.max(0, event.after()));
    }

    /** Begins a new piece as soon as the one before is full; a mark comes no earlier than what it stands on. */
    private static final class Pieces {
        private final List<EventBatch> all = new ArrayList<>();
        private final int documents;
        private long size = Long.MAX_VALUE;

        private Pieces(int documents) {
            this.documents = documents;
        }

        private EventBatch next(long added) {
            if (size >= documents) {
                all.add(new EventBatch());
                size = 0;
            }
            size += added;
            return all.get(all.size() - 1);
        }
    }
}
