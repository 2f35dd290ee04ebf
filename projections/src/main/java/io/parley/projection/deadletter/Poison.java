package io.parley.projection.deadletter;

import org.axonframework.messaging.deadletter.ThrowableCause;

/**
 * Why an event cannot be projected: the class of an exception, and a sentence that quotes nothing of the event. Messages
 * of libraries' exceptions do quote, so those are never passed on.
 */
public final class Poison extends ThrowableCause {
    private static final long serialVersionUID = 1L;

    public Poison(String exception, String sentence) {
        super(exception, sentence);
    }
}
