package io.parley.projection.delivery;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.ListenerInvocationErrorHandler;
import org.springframework.stereotype.Component;

/** An event that cannot be read is left to the timeline view: delivery is a hint, and must go on for all other chats. */
@Component
public class LetOneEventGo {
    private final Missed missed;

    LetOneEventGo(Missed missed) {
        this.missed = missed;
    }

    /** By its shape and not by its type: Axon would hand a bean of that type to every group. */
    public ListenerInvocationErrorHandler asErrorHandler() {
        return this::letGo;
    }

    private void letGo(Exception failure, EventMessage<?> event, EventMessageHandler handler) {
        missed.unreadable("event " + event.getIdentifier(), failure);
    }
}
