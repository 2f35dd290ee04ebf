package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewSchema;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.receipt.ReceiptEvent;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/** Collects a chat's events and its members' marks; {@link ProjectEachBatch} turns them into views. */
@Component
@ProcessingGroup(ViewSchema.Views.TIMELINE_GROUP)
class TimelineProjection {
    @EventHandler
    void on(ChatEvent event, @SequenceNumber long seq, UnitOfWork<?> unitOfWork) {
        ProjectEachBatch.batchOf(unitOfWork).add(event, seq);
    }

    @EventHandler
    void on(ReceiptEvent event, UnitOfWork<?> unitOfWork) {
        ProjectEachBatch.batchOf(unitOfWork).add(event);
    }
}
