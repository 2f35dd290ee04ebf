package io.parley.edge.delivery;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets streams look for what they may have missed, a few at a time: all at once would be too much for the views. */
final class Rechecks {
    static final int AT_ONCE = 64;

    private final Executor hub;
    private final Set<LiveStream> waiting = new LinkedHashSet<>();
    private int underWay;

    Rechecks(Executor hub) {
        this.hub = hub;
    }

    void add(LiveStream stream) {
        waiting.add(stream);
    }

    void forget(LiveStream stream) {
        waiting.remove(stream);
    }

    void proceed() {
        Iterator<LiveStream> next = waiting.iterator();
        while (underWay < AT_ONCE && next.hasNext()) {
            LiveStream stream = next.next();
            next.remove();
            underWay++;
            recheck(stream);
        }
    }

    private void recheck(LiveStream stream) {
        AtomicBoolean once = new AtomicBoolean();
        Runnable done = () -> {
            if (once.compareAndSet(false, true)) {
                hub.execute(this::done);
            }
        };
        Streams.tell(stream, it -> {
            try {
                it.recheck(done);
            } catch (Throwable e) {
                // Who knows whether it ever would.
                done.run();
                throw e;
            }
        });
    }

    private void done() {
        underWay--;
        proceed();
    }
}
