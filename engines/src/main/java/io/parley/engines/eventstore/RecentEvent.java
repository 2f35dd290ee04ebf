package io.parley.engines.eventstore;

import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * A stored event with its place in the order of all.
 *
 * @param index that grows from event to event, with holes
 * @param bytes of its stored payload
 */
record RecentEvent(long index, TrackedEventMessage<?> event, long bytes) {}
