package io.parley.check.history;

import io.parley.client.Ack;

/** How a try ended, as its device knows it. */
public sealed interface Outcome {
    /** Answered as asked; what a send was answered stands in {@link Acked}. */
    record Done() implements Outcome {}

    record Acked(Ack ack) implements Outcome {}

    /** Refused for good. */
    record Refused(String code) implements Outcome {}

    /** No answer, or one that says to try again: it may be stored or not. */
    record Unknown(String why) implements Outcome {}
}
