package io.parley.edge.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much has been pushed to this node that its streams have not got yet. For all threads. */
final class Backlog {
    private final int mostBatches;
    private final long mostBytes;
    private final Runnable overflowOver;
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean overflowed = new AtomicBoolean();

    /** @param overflowOver run when nothing waits any more after something was refused, on the thread of whatever was last */
    Backlog(int mostBatches, long mostBytes, Runnable overflowOver) {
        this.mostBatches = mostBatches;
        this.mostBytes = mostBytes;
        this.overflowOver = overflowOver;
    }

    /** How many batches wait. */
    AtomicInteger batches() {
        return batches;
    }

    /** Whether there is room for the batch; one that is taken is to be {@link #done} or {@link #lost}. */
    boolean takes(int size) {
        long held = bytes.addAndGet(size);
        if (batches.incrementAndGet() > mostBatches || held > mostBytes) {
            lost(size);
            return false;
        }
        return true;
    }

    /** Nobody gets the batch. */
    void lost(int size) {
        // Before it is counted as gone: whoever counts the last one must see it.
        overflowed.set(true);
        done(size);
    }

    void done(int size) {
        bytes.addAndGet(-size);
        if (batches.decrementAndGet() == 0 && overflowed.compareAndSet(true, false)) {
            overflowOver.run();
        }
    }
}
