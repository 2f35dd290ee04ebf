package io.parley.edge.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Lets a few tasks run at once and the rest wait in the order in which they came; waiting costs a place in line. */
public final class Turns {
    private final int atOnce;
    private final Deque<Place<?>> line = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private int underWay;

    public Turns(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("At least one has to have its turn, or all wait for ever.");
        }
        this.atOnce = atOnce;
    }

    /** The task, begun when its turn has come. */
    public <T> Mono<T> inTurn(Mono<T> task) {
        return Mono.create(done -> {
            Place<T> place = new Place<>(task, done);
            synchronized (this) {
                line.add(place);
            }
            done.onDispose(place::leave);
            callNext();
        });
    }

    public synchronized int waiting() {
        return line.size();
    }

    /** One caller at a time: where tasks end as they begin, each would call the next from within. */
    private void callNext() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            for (Place<?> next = next(); next != null; next = next()) {
                next.begin();
            }
            missed = calls.addAndGet(-missed);
        } while (missed != 0);
    }

    private synchronized @Nullable Place<?> next() {
        if (underWay == atOnce || line.isEmpty()) {
            return null;
        }
        underWay++;
        return line.remove();
    }

    private void left(Place<?> place) {
        synchronized (this) {
            if (!line.remove(place)) {
                underWay--;
            }
        }
        callNext();
    }

    private final class Place<T> {
        private final Mono<T> task;
        private final MonoSink<T> done;
        private final Disposable.Composite running = Disposables.composite();

        Place(Mono<T> task, MonoSink<T> done) {
            this.task = task;
            this.done = done;
        }

        void begin() {
            running.add(task.subscribe(done::success, done::error, done::success));
        }

        /** Done, failed or given up. */
        void leave() {
            running.dispose();
            left(this);
        }
    }
}
