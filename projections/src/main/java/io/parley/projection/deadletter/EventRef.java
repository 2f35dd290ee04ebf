package io.parley.projection.deadletter;

/**
 * What a letter holds in place of the event's payload. The event itself stays where it is, in the event store, and is
 * read again when it is tried again: no text lies about in the queue, an event of any size fits, and one that was mended
 * in its store is mended here.
 *
 * @param type the class of the payload
 */
record EventRef(String type) {}
