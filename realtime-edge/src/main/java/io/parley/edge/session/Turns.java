package io.parley.edge.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Lets a few tasks run at once and the rest wait in lines; waiting costs a place in one. The first line that is not
 * empty goes first, so that what was begun is finished before more is begun; now and then the last one goes, so that
 * nobody waits for ever.
 */
public final class Turns {
    private static final int LAST_GOES_EVERY = 8;

    private final int atOnce;
    private final List<Set<Place<?>>> lines = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private int underWay;
    private int called;

    public Turns(int atOnce) {
        this(atOnce, 1);
    }

    public Turns(int atOnce, int lines) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("At least one has to have its turn, or all wait for ever.");
        }
        this.atOnce = atOnce;
        for (int line = 0; line < lines; line++) {
            this.lines.add(new LinkedHashSet<>());
        }
    }

    /** The task, begun when its turn has come. */
    public <T> Mono<T> inTurn(Mono<T> task) {
        return inTurn(0, task);
    }

    /** @param line which line it waits in; 0 goes first */
    public <T> Mono<T> inTurn(int line, Mono<T> task) {
        return Mono.create(done -> {
            Place<T> place = new Place<>(lines.get(line), task, done);
            synchronized (this) {
                place.line.add(place);
            }
            done.onDispose(place::leave);
            callNext();
        });
    }

    public synchronized int waiting() {
        return lines.stream().mapToInt(Set::size).sum();
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
        if (underWay == atOnce) {
            return null;
        }
        boolean lastGoes = called % LAST_GOES_EVERY == LAST_GOES_EVERY - 1;
        for (int i = 0; i < lines.size(); i++) {
            Iterator<Place<?>> line =
                    lines.get(lastGoes ? lines.size() - 1 - i : i).iterator();
            if (line.hasNext()) {
                Place<?> next = line.next();
                line.remove();
                underWay++;
                called++;
                return next;
            }
        }
        return null;
    }

    private void left(Place<?> place) {
        synchronized (this) {
            if (!place.line.remove(place)) {
                underWay--;
            }
        }
        callNext();
    }

    private final class Place<T> {
        private final Set<Place<?>> line;
        private final Mono<T> task;
        private final MonoSink<T> done;
        private final Disposable.Composite running = Disposables.composite();

        Place(Set<Place<?>> line, Mono<T> task, MonoSink<T> done) {
            this.line = line;
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
