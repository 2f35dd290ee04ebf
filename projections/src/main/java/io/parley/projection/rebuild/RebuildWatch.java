package io.parley.projection.rebuild;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks at the progress until the views are complete, and tells whoever listens. */
@Component
class RebuildWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final RebuildProgress progress;
    private final ApplicationEventPublisher listeners;
    private final Clock clock;
    private volatile @Nullable ScheduledExecutorService thread;
    private Instant began = Instant.MIN;
    private Instant told = Instant.MIN;

    RebuildWatch(RebuildProgress progress, ApplicationEventPublisher listeners, Clock clock) {
        this.progress = progress;
        this.listeners = listeners;
        this.clock = clock;
    }

    @Override
    public void start() {
        began = clock.instant();
        told = began;
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "views-progress");
            worker.setDaemon(true);
            return worker;
        });
        thread = started;
        var unused = started.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            progress.look();
            tell();
        } catch (RuntimeException e) {
            LOG.debug("The progress of the views cannot be read yet", e);
        }
    }

    private void tell() {
        Instant now = clock.instant();
        Duration since = Duration.between(began, now);
        if (progress.ready()) {
            stop();
            listeners.publishEvent(new ViewsReady(progress.total(), since));
        } else if (Duration.between(told, now).compareTo(TELL_EVERY) >= 0) {
            told = now;
            long perSecond = progress.done() * 1000 / Math.max(1, since.toMillis());
            listeners.publishEvent(new ViewsRebuilding(progress.done(), progress.total(), perSecond));
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
