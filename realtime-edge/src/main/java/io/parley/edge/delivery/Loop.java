package io.parley.edge.delivery;

import java.util.concurrent.Executor;

/** The one thread of the hub, as a seam: tests run its tasks one by one, in orders of their own. */
interface Loop extends Executor {
    void after(long millis, Runnable task);

    void every(long millis, Runnable task);

    void stop();
}
