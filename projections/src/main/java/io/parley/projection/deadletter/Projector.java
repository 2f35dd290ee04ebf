package io.parley.projection.deadletter;

import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;

/** Brings events into the views. Projecting events again changes nothing. */
public interface Projector {
    /**
     * Throws where one of them cannot be projected; those before it may be in the views or not.
     *
     * @param holed those of their chats that lack something that was left out
     */
    void project(List<? extends DomainEventMessage<?>> events, Set<String> holed);

    /** Lets a chat's view go on without some of its events, one after the other. Their seqs stay holes. */
    void leaveOut(String chatId, long firstSeq, long lastSeq);
}
