package io.parley.edge.session;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** What the unfinished requests of all connections hold together, in direct memory that everyone needs. */
@Component
final class FragmentMemory {
    private static final long MOST = 64L * 1024 * 1024;

    private final AtomicLong bytes = new AtomicLong();

    FragmentMemory(MeterRegistry meters) {
        meters.gauge("parley.device.fragments", bytes);
    }

    /** Counts what has come; answers whether it may stay. */
    boolean add(int some) {
        return bytes.addAndGet(some) <= MOST;
    }

    void release(int some) {
        bytes.addAndGet(-some);
    }

    long bytes() {
        return bytes.get();
    }
}
