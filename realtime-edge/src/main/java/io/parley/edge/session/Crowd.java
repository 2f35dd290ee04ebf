package io.parley.edge.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** How much of this node's own work waits for devices that have just come: while there is some, no more are let in. */
@Component
public final class Crowd {
    private static final int SMALL = 4;

    private final AtomicInteger atTheDoor = new AtomicInteger();
    private final List<IntSupplier> lines = new CopyOnWriteArrayList<>();

    /** A line in which those wait who are in. */
    public void watch(IntSupplier waiting) {
        lines.add(waiting);
    }

    void knocks() {
        atTheDoor.incrementAndGet();
    }

    void isAnswered() {
        atTheDoor.decrementAndGet();
    }

    boolean isSmall() {
        int waiting = atTheDoor.get();
        for (IntSupplier line : lines) {
            waiting += line.getAsInt();
        }
        return waiting < SMALL;
    }
}
