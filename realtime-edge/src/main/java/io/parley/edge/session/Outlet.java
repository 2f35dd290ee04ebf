package io.parley.edge.session;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Where a stream's envelopes go: whether the socket takes more, and how much of the connection's memory may be held for
 * it meanwhile. Nothing of this blocks.
 */
public interface Outlet {
    /** An outlet that takes whatever is asked of the stream. */
    Outlet OPEN = new Outlet() {
        private final Executor here = Runnable::run;

        @Override
        public Executor loop() {
            return here;
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void onRoom(Runnable action) {}

        @Override
        public void forget(Runnable action) {}

        @Override
        public boolean hold(int bytes) {
            return true;
        }

        @Override
        public boolean holdMore(int bytes) {
            return true;
        }

        @Override
        public boolean enterLine(int bytes) {
            return true;
        }

        @Override
        public void leaveLine(int bytes) {}

        @Override
        public void add(int bytes) {}

        @Override
        public void release(int bytes) {}

        @Override
        public void filled(int bytes) {}

        @Override
        public void spend(int bytes, Runnable write) {
            write.run();
        }

        @Override
        public void whenRoomFor(int bytes, Consumer<Hold> then) {
            then.accept(new Hold(this, bytes));
        }

        @Override
        public void forget(Consumer<Hold> waiting) {}
    };

    /** The thread on which its socket is read and written; the same for connections that share it. */
    Executor loop();

    /** Whether the socket takes what it is given. */
    boolean hasRoom();

    /** Calls {@code action} each time there is room again after there was none. */
    void onRoom(Runnable action);

    void forget(Runnable action);

    /** Holds memory for what was pushed, or answers that there is none left for that. */
    boolean hold(int bytes);

    /** Holds memory for what is being read or answered, or answers that there is none left at all. */
    boolean holdMore(int bytes);

    /** Holds memory for a query in line, or answers that the line is full. */
    boolean enterLine(int bytes);

    void leaveLine(int bytes);

    /** Counts memory that is in use already, whether there is any left or not. */
    void add(int bytes);

    /** Gives memory back that was held or counted. */
    void release(int bytes);

    /** What memory was held for in advance has been read, or is not read any more. */
    void filled(int bytes);

    /** Writes what memory is held for; its frames take that memory over, and the rest is given back. */
    void spend(int bytes, Runnable write);

    /**
     * Holds memory for what is to be read or answered as soon as there is some, first come first served.
     *
     * @param then called at once where there is room, else later on the connection's own thread
     */
    void whenRoomFor(int bytes, Consumer<Hold> then);

    /** Gives up a place in that line. */
    void forget(Consumer<Hold> waiting);
}
