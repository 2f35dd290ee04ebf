package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewSchema;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.receipt.ReceiptEvent;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.UnknownSerializedType;
import org.springframework.stereotype.Component;

/**
 * Collects a chat's events and its members' marks, without reading them; {@link ProjectEachBatch} turns them into views.
 */
@Component
@ProcessingGroup(ViewSchema.Views.TIMELINE_GROUP)
class TimelineProjection {
    /** The aggregates whose events are projected, however new the event. */
    private static final Set<String> STREAMS = Set.of("Chat", "Receipts");

    @EventHandler(payloadType = Object.class)
    void on(EventMessage<?> message, UnitOfWork<?> unitOfWork) {
        if (message instanceof DomainEventMessage<?> event && isProjected(event)) {
            ProjectEachBatch.batchOf(unitOfWork).add(event);
        }
    }

    /** Streams of other kinds say nothing that views show. An event that is unknown must not be passed over for that. */
    private static boolean isProjected(DomainEventMessage<?> event) {
        Class<?> type = event.getPayloadType();
        return ChatEvent.class.isAssignableFrom(type)
                || ReceiptEvent.class.isAssignableFrom(type)
                || (type == UnknownSerializedType.class && STREAMS.contains(event.getType()));
    }
}
