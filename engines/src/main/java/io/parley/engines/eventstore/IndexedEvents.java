package io.parley.engines.eventstore;

import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** A storage in which commits become visible in the order of one index, so that a hole in it is one for ever. */
interface IndexedEvents extends EventStorageEngine {
    /** The events behind an index, in order, as many as are read at once; none where there are none yet. */
    List<RecentEvent> after(long index);

    /** Is called with each batch that was appended here, once it is committed, by the thread that committed it. */
    void onCommit(Consumer<List<RecentEvent>> listener);
}
