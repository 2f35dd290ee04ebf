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

    @EventHandler
    void on(ChatEvent event, @SequenceNumber long seq, UnitOfWork<?> unitOfWork) {
        byte[] envelope = json.writeValueAsBytes(TimelineEnvelopes.of(event, seq));
        RouteEachBatch.batchOf(unitOfWork).add(Delivery.timeline(event.chatId(), seq, envelope, joined(event)));
    }

    @EventHandler
    void on(ReceiptEvent event, UnitOfWork<?> unitOfWork) {
        byte[] envelope = json.writeValueAsBytes(ReceiptEnvelope.of(event));
        RouteEachBatch.batchOf(unitOfWork)
                .add(Delivery.receipt(event.chatId(), envelope, event.userId(), event.type()));
    }

    private static List<UserId> joined(ChatEvent event) {
        return event instanceof ChatCreated created ? created.members() : List.of();
    }
}
