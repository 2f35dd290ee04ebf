package io.parley.projection.delivery;

import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ReceiptEvent;
import io.parley.shared.timeline.Envelope;
import io.parley.shared.timeline.ReceiptEnvelope;
import io.parley.shared.timeline.TimelineEnvelopes;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;

/** Encodes each event's envelope, the only time it is encoded; {@link RouteEachBatch} sends it on its way. */
@Component
@ProcessingGroup(RouteEachBatch.GROUP)
class WhenSomethingHappensThenDeliver {
    private final ObjectWriter json = ParleyJson.mapper().writerFor(Envelope.class);
    private final Missed missed;

    WhenSomethingHappensThenDeliver(Missed missed) {
        this.missed = missed;
    }

    @EventHandler
    void on(ChatEvent event, @SequenceNumber long seq, UnitOfWork<?> unitOfWork) {
        RouteEachBatch.batchOf(unitOfWork).add(delivery(event, seq));
    }

    @EventHandler
    void on(ReceiptEvent event, UnitOfWork<?> unitOfWork) {
        byte[] envelope = json.writeValueAsBytes(ReceiptEnvelope.of(event));
        Delivery.Mark mark = new Delivery.Mark(event.userId(), event.type(), event.upTo(), event.at());
        RouteEachBatch.batchOf(unitOfWork).add(Delivery.receipt(event.chatId(), envelope, mark));
    }

    /** What cannot be encoded is only named: it must not hold up what comes after it. */
    private Delivery delivery(ChatEvent event, long seq) {
        try {
            byte[] envelope = json.writeValueAsBytes(TimelineEnvelopes.of(event, seq));
            return Delivery.timeline(event.chatId(), seq, envelope, joined(event));
        } catch (RuntimeException e) {
            missed.unreadable("chat " + event.chatId() + ", seq " + seq, e);
            return Delivery.head(event.chatId(), seq, joined(event));
        }
    }

    private static List<UserId> joined(ChatEvent event) {
        return event instanceof ChatCreated created ? created.members() : List.of();
    }
}
