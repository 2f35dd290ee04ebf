package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewIds;
import io.parley.projection.chat.ChatDocument;
import io.parley.projection.deadletter.Poison;
import io.parley.projection.member.MemberDocument;
import io.parley.projection.receipt.MarksDocument;
import io.parley.projection.view.ViewChanges;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.receipt.MessagesDelivered;
import io.parley.shared.receipt.ReceiptEvent;

/** From events to changes of the views; a pure function of the batch and of what the views hold already. */
final class TimelineFold {
    private TimelineFold() {}

    static ViewChanges fold(EventBatch batch, KnownViews known) {
        ViewChanges changes = new ViewChanges();
        ReadMarks reads = new ReadMarks(known);
        for (TimelineEntry entry : batch.timeline()) {
            happened(entry, reads, changes);
        }
        for (ReceiptEvent event : batch.receipts()) {
            moved(event, changes);
        }
        reads.moved(changes);
        return changes;
    }

    private static void happened(TimelineEntry entry, ReadMarks reads, ViewChanges changes) {
        if (entry.event() instanceof ChatCreated event) {
            TimelineDocument.created(event, entry, changes);
            ChatDocument.created(event, entry.seq(), changes);
            MemberDocument.founded(event, entry.seq(), changes);
        } else if (entry.event() instanceof MessageSent event) {
            String sender = ViewIds.member(event.chatId(), event.sender());
            TimelineDocument.sent(event, entry, changes);
            ChatDocument.sent(event, entry.seq(), changes);
            MemberDocument.sent(sender, event, entry.seq(), changes);
            reads.sent(sender, event, entry.seq());
        } else {
            // A hole in a dense timeline would never heal; better that the chat waits until this version knows the
            // event.
            throw new Poison(
                    TimelineFold.class.getName(),
                    "There is no view of " + entry.event().getClass().getName() + " yet.");
        }
    }

    private static void moved(ReceiptEvent event, ViewChanges changes) {
        MarksDocument.moved(event, changes);
        ChatDocument.markMoved(event, changes);
        if (event instanceof MessagesDelivered delivered) {
            MemberDocument.delivered(delivered, changes);
        }
    }
}
