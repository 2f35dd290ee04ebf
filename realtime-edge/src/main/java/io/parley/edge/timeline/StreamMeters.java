package io.parley.edge.timeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.session.Turns;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** What the streams of this node do. */
@Component
final class StreamMeters {
    private final MeterRegistry meters;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger behind = new AtomicInteger();
    private final Counter pages;
    private final Counter overruns;

    StreamMeters(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("parley.stream.open", open);
        meters.gauge("parley.stream.behind", behind);
        this.pages = meters.counter("parley.stream.pages");
        this.overruns = meters.counter("parley.stream.overruns");
    }

    void waiting(Turns catchingUp, Turns behind) {
        meters.gauge("parley.stream.waiting", catchingUp, turns -> turns.waiting() + behind.waiting());
    }

    void opened() {
        open.incrementAndGet();
    }

    void ended() {
        open.decrementAndGet();
    }

    void behind(boolean yes) {
        behind.addAndGet(yes ? 1 : -1);
    }

    void pageRead() {
        pages.increment();
    }

    void overrun() {
        overruns.increment();
    }
}
