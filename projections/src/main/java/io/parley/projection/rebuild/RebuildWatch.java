package io.parley.projection.rebuild;

import io.parley.projection.watch.Watch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Looks at the progress until the views are complete, and tells whoever listens. */
@Component
class RebuildWatch extends Watch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final RebuildProgress progress;
    private final ApplicationEventPublisher listeners;
    private final Clock clock;
    private Instant began = Instant.MIN;
    private Instant told = Instant.MIN;

    RebuildWatch(RebuildProgress progress, ApplicationEventPublisher listeners, Clock clock) {
        super("views-progress", LOOK_EVERY);
        this.progress = progress;
        this.listeners = listeners;
        this.clock = clock;
    }

    @Override
    public void start() {
        began = clock.instant();
        told = began;
        super.start();
    }

    @Override
    protected void look() {
        progress.look();
        tell();
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
}
