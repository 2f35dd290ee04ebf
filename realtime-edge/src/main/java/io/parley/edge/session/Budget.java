package io.parley.edge.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection may hold in memory, for all that was written to it and not taken, waits to be written, is being
 * read for it, or came from it in part. A device that stops reading costs no more than this.
 */
final class Budget {
    /** What is beyond this costs the connection. */
    static final int MOST = 1024 * 1024;
    /**
     * What is asked for in advance, beside queries in line: the largest answer and all that may be pushed, or three pages
     * for streams and four queries. With a full line that leaves 120 KiB for frames that nobody asks for: ACKs, errors,
     * KEEPALIVE, fragments.
     */
    static final int PLANNED = 776 * 1024;
    /** Queries in line, which therefore never take the room that their answers need. */
    static final int LINE = 128 * 1024;
    /** What is pushed never keeps the largest answer from being written: it can be read again later. */
    static final int PUSHED = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Budget.class);

    private final Executor callbacks;
    private final Deque<Waiting> line = new ArrayDeque<>(1);
    private int held;
    /** Of that, for queries in line. */
    private int inLine;
    /** Of that, for what is still being read. */
    private int ahead;
    /** Of that, for frames that are written this moment. */
    private int prepaid;

    /** @param callbacks runs what waited, outside of all locks of the one who made room */
    Budget(Executor callbacks) {
        this.callbacks = callbacks;
    }

    private record Waiting(int bytes, Consumer<Integer> then, Object owner) {}

    synchronized int held() {
        return held;
    }

    synchronized boolean hold(int bytes, int upTo) {
        if (held - inLine + bytes > upTo) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** Holds memory for what was pushed. What is still being read does not count against it: it may take long. */
    synchronized boolean push(int bytes) {
        return held - inLine - ahead + bytes <= PUSHED && hold(bytes, PLANNED);
    }

    /** Takes a query in line, or answers that the line is full. */
    synchronized boolean enterLine(int bytes) {
        if (inLine + bytes > LINE) {
            return false;
        }
        inLine += bytes;
        held += bytes;
        return true;
    }

    synchronized void leaveLine(int bytes) {
        inLine -= bytes;
        held -= bytes;
    }

    /** What was held for reading has been read, or is not read any more. */
    synchronized void filled(int bytes) {
        ahead -= bytes;
    }

    /**
     * Writes what memory is held for: its frames take that memory over, before anybody else can, and the rest is given
     * back.
     */
    void spend(int bytes, Runnable write) {
        synchronized (this) {
            prepaid += bytes;
        }
        try {
            write.run();
        } finally {
            release(unspent(bytes));
        }
    }

    private synchronized int unspent(int bytes) {
        int rest = Math.min(prepaid, bytes);
        prepaid -= rest;
        return rest;
    }

    /** Counts what is there already; answers whether the connection is still worth its memory. */
    synchronized boolean count(int bytes) {
        int covered = Math.min(prepaid, bytes);
        prepaid -= covered;
        held += bytes - covered;
        return held <= MOST;
    }

    void release(int bytes) {
        List<Waiting> served;
        synchronized (this) {
            held -= bytes;
            served = served();
        }
        run(served);
    }

    /**
     * Holds as soon as there is room, first come first served: the largest is not overtaken for ever.
     *
     * @param owner by which it is forgotten again
     */
    void whenRoomFor(int bytes, Object owner, Consumer<Integer> then) {
        synchronized (this) {
            if (!line.isEmpty() || !hold(bytes, PLANNED)) {
                line.add(new Waiting(bytes, then, owner));
                return;
            }
            ahead += bytes;
        }
        then.accept(bytes);
    }

    void forget(Object owner) {
        List<Waiting> served;
        synchronized (this) {
            line.removeIf(waiting -> waiting.owner == owner);
            served = served();
        }
        run(served);
    }

    private List<Waiting> served() {
        List<Waiting> served = new ArrayList<>();
        Waiting first = line.peek();
        while (first != null && hold(first.bytes, PLANNED)) {
            ahead += first.bytes;
            served.add(line.remove());
            first = line.peek();
        }
        return served;
    }

    private void run(List<Waiting> served) {
        for (Waiting next : served) {
            try {
                callbacks.execute(() -> next.then.accept(next.bytes));
            } catch (RejectedExecutionException e) {
                LOG.debug("The server stops; a connection's line is left.", e);
            }
        }
    }
}
