package io.parley.edge.delivery;

import java.util.concurrent.atomic.AtomicInteger;

/** A batch on its way to streams on several threads. */
final class UnderWay {
    private final AtomicInteger parts = new AtomicInteger(1);
    private final Runnable over;

    /** @param over run once when all parts are over, on the thread of the last */
    UnderWay(Runnable over) {
        this.over = over;
    }

    void partBegins() {
        parts.incrementAndGet();
    }

    /** To be called for each part, and once more by whoever made the parts. */
    void partIsOver() {
        if (parts.decrementAndGet() == 0) {
            over.run();
        }
    }
}
