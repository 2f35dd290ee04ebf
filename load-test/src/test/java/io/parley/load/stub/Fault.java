package io.parley.load.stub;

/** What may go wrong with a message between its ACK and a stream. */
public enum Fault {
    NONE,
    LOSES,
    REPEATS,
    SWAPS,
    REFUSES,
    IGNORES
}
