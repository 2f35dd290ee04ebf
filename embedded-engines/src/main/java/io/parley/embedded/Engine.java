package io.parley.embedded;

/** A server process that was started here, and can be started again where it was: on its port, with its data. */
public interface Engine extends AutoCloseable {
    /** What people call it, at the beginning of a sentence. */
    String name();

    int port();

    /** Whether its process lives; one that is paused does. */
    boolean isRunning();

    /** One attempt within bounded time; whatever is left of the process before is ended first. */
    void startAgain() throws StartRefused;

    /** Ends it within bounded time, by force if it does not listen. Does nothing where it does not run. */
    void stop();

    @Override
    default void close() {
        stop();
    }
}
