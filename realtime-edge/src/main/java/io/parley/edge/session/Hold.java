package io.parley.edge.session;

import java.util.concurrent.atomic.AtomicInteger;

/** Memory of a connection that is held for something under way; ending it twice does no harm. */
public final class Hold {
    private final Outlet outlet;
    private final AtomicInteger bytes;
    private final AtomicInteger ahead;

    Hold(Outlet outlet, int bytes) {
        this.outlet = outlet;
        this.bytes = new AtomicInteger(bytes);
        this.ahead = new AtomicInteger(bytes);
    }

    /** Whether it is, or can be made, enough for so much. */
    boolean coversOrGrows(int size) {
        int more = size - bytes.get();
        if (more <= 0) {
            return true;
        }
        if (!outlet.holdMore(more)) {
            return false;
        }
        bytes.addAndGet(more);
        return true;
    }

    /** Leaves a part held, for others to give back; more than the whole where it took more than was thought. */
    public void leave(int part) {
        outlet.filled(ahead.getAndSet(0));
        int rest = bytes.getAndSet(0) - part;
        if (rest >= 0) {
            outlet.release(rest);
        } else {
            outlet.add(-rest);
        }
    }

    /** Hands the memory over to the frames of what is written. */
    void write(Runnable write) {
        outlet.filled(ahead.getAndSet(0));
        outlet.spend(bytes.getAndSet(0), write);
    }

    public void end() {
        leave(0);
    }
}
