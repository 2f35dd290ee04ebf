package io.parley.engines.eventstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** The threads with which the event store reads. At the end they are waited for, before the connections close under them. */
final class ReaderThreads implements ThreadFactory, AutoCloseable {
    /** The store looks this often whether it was closed. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Override
    public Thread newThread(Runnable reader) {
        Thread thread = new Thread(reader, "parley-event-reader");
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    @Override
    public void close() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(PATIENCE_MILLIS);
        }
    }
}
