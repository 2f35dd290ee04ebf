package io.parley.command.receipt;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.receipt.MessagesDelivered;
import io.parley.shared.receipt.MessagesRead;
import io.parley.shared.receipt.ReceiptType;
import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** One member's marks in one chat. They only move forward, and READ implies DELIVERED. */
@Aggregate(cache = "receiptsCache", snapshotTriggerDefinition = "aggregateSnapshots")
@Revision("1")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@SuppressWarnings("NullAway.Init") // Axon makes it empty and lets the first event fill it.
class Receipts {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private String id;

    private long delivered = -1;
    private long read = -1;

    /** A colon is in no id, so no two members share a stream. */
    static String id(ChatId chatId, UserId user) {
        return chatId + ":" + user;
    }

    void confirm(ConfirmReceipt command, long joinedSeq, Instant at) {
        long before = command.type() == ReceiptType.READ ? read : Math.max(delivered, read);
        // What lies before the joining is nobody's unread message: the first mark starts there.
        long after = Math.max(before, joinedSeq - 1);
        if (command.upTo() <= after) {
            return;
        }
        apply(
                command.type() == ReceiptType.READ
                        ? new MessagesRead(command.chatId(), command.userId(), after, command.upTo(), at)
                        : new MessagesDelivered(command.chatId(), command.userId(), after, command.upTo(), at));
    }

    @EventSourcingHandler
    void on(MessagesDelivered event) {
        id = id(event.chatId(), event.userId());
        delivered = event.upTo();
    }

    @EventSourcingHandler
    void on(MessagesRead event) {
        id = id(event.chatId(), event.userId());
        read = event.upTo();
    }
}
