package io.parley.edge.timeline;

/** How far a stream has come; it only goes forward. */
enum Phase {
    JOINING,
    CATCHING_UP,
    /** All is read; what is ready ends with the mark of it. */
    CAUGHT_UP,
    SENDING_RECEIPTS,
    LIVE
}
