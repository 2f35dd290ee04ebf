package io.parley.embedded.watch;

import io.parley.embedded.Engine;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time from an engine's unexpected end until it runs again, and what is said of it. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);

    private final Engine engine;
    private final Duration remind;
    private final long began = System.nanoTime();
    private int reminders;

    Outage(Engine engine, Duration remind) {
        this.engine = engine;
        this.remind = remind;
        LOG.warn("{} ended unexpectedly; starting it again", engine.name());
    }

    void failed(RuntimeException reason) {
        LOG.info("{} did not start: {}", engine.name(), reason.getMessage());
        if (lasted().compareTo(remind.multipliedBy(reminders + 1L)) >= 0) {
            reminders++;
            LOG.error(
                    "{} has been away for {} s and cannot be started again. Parley keeps trying; until then what needs"
                            + " it is refused as UNAVAILABLE. The reason: {}",
                    engine.name(),
                    lasted().toSeconds(),
                    reason.getMessage());
        }
    }

    void over() {
        String seconds = String.format(Locale.ROOT, "%.1f", lasted().toMillis() / 1000.0);
        LOG.warn("{} runs again on 127.0.0.1:{} after {} s", engine.name(), engine.port(), seconds);
    }

    private Duration lasted() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
