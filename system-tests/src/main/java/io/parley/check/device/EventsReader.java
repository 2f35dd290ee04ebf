package io.parley.check.device;

import io.parley.check.history.Envelopes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** Reads a stream at its device's pace. */
final class EventsReader extends BaseSubscriber<JsonNode> {
    /**
     * How a device asks for envelopes.
     *
     * @param batch how many at a time; {@code Long.MAX_VALUE}: all
     * @param pause how long it rests after each batch
     */
    record Pace(long batch, Duration pause) {
        static final Pace FAST = new Pace(Long.MAX_VALUE, Duration.ZERO);
    }

    private final Envelopes envelopes;
    private final Holdings.Reading reading;
    private final Pace pace;
    private long taken;
    private volatile boolean ended;

    EventsReader(Envelopes envelopes, Holdings.Reading reading, Pace pace) {
        this.envelopes = envelopes;
        this.reading = reading;
        this.pace = pace;
    }

    boolean isEnded() {
        return ended;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(pace.batch());
    }

    @Override
    protected void hookOnNext(JsonNode node) {
        reading.came(envelopes.read(node));
        if (pace.batch() != Long.MAX_VALUE && ++taken % pace.batch() == 0) {
            Disposable unused = Schedulers.parallel()
                    .schedule(() -> request(pace.batch()), pace.pause().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Cut, refused or overrun: the device opens another from its cursors. */
    @Override
    protected void hookOnError(Throwable error) {
        ended = true;
    }

    @Override
    protected void hookOnComplete() {
        ended = true;
    }
}
