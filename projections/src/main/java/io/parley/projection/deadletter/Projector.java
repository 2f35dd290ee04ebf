package io.parley.projection.deadletter;

import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;

/** Brings events into the views. Projecting events again changes nothing. */
public interface Projector {
    /** Throws where one of them cannot be projected; those before it may be in the views or not. */
    void project(List<? extends DomainEventMessage<?>> events);

    /**
     * Lets a chat's view go on without one of its events. Its seq stays a hole.
     *
     * @param isMessage whether the event would have counted as a message
     */
    void leaveOut(String chatId, long seq, boolean isMessage);
}
