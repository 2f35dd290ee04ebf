package io.parley.load.conversation;

import io.parley.load.measure.Measurements;
import java.io.PrintStream;
import java.time.Duration;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** One line a second on stderr. */
final class Progress {
    private final Measurements measurements;
    private final PrintStream out;
    private long lastAccepted;
    private long lastDelivered;

    Progress(Measurements measurements, PrintStream out) {
        this.measurements = measurements;
        this.out = out;
    }

    Disposable start() {
        return Flux.interval(Duration.ofSeconds(1)).onBackpressureDrop().subscribe(second -> line(second + 1));
    }

    private void line(long second) {
        long accepted = measurements.acceptedCount();
        long delivered = measurements.deliveredCount();
        out.printf(
                "%4d s  sent %d  accepted %d (+%d)  delivered %d (+%d)  slowest ACK %d ms  errors %d%n",
                second,
                measurements.sentCount(),
                accepted,
                accepted - lastAccepted,
                delivered,
                delivered - lastDelivered,
                measurements.slowestAck().toMillis(),
                measurements.errorCount());
        lastAccepted = accepted;
        lastDelivered = delivered;
    }
}
