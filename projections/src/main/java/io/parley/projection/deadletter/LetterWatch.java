package io.parley.projection.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Counts the letters, and tries those that wait for nothing any more: a node may have stopped between the last letter with
 * a cause and those behind it.
 */
@Component
class LetterWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LetterWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final LetterQueue queue;
    private final Retries retries;
    private volatile long letters;
    private volatile long chats;
    private volatile @Nullable ScheduledExecutorService thread;

    LetterWatch(LetterQueue queue, Retries retries, MeterRegistry meters) {
        this.queue = queue;
        this.retries = retries;
        Gauge.builder("parley.dead.letters", () -> letters)
                .description("Events that could not be projected, or wait behind such")
                .register(meters);
        Gauge.builder("parley.dead.letters.chats", () -> chats)
                .description("Chats whose views wait for such an event")
                .register(meters);
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "dead-letters-watch");
            worker.setDaemon(true);
            return worker;
        });
        thread = started;
        var unused = started.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            List<String> waiting = queue.chats("", Integer.MAX_VALUE);
            chats = waiting.size();
            letters = waiting.isEmpty() ? 0 : queue.size();
            waiting.forEach(retries::retryWhereFree);
        } catch (RuntimeException e) {
            LOG.debug("The dead letters cannot be looked at just now", e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        if (running != null) {
            running.shutdown();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
