package io.parley.load.floor;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes each request when it is due, whatever became of those before it. On the connections' own thread: to wake that
 * for every request would cost more than the request.
 */
final class EchoPace {
    private static final long TICK_MICROS = 200;
    private static final double NANOS = 1e9;

    private final double rate;
    private final int total;
    private final Request request;
    private final long begin = System.nanoTime();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    /** Touched by the thread of the connections only, like the next. */
    private int made;

    private int answered;

    /** Makes a request and ends with its answer. */
    @FunctionalInterface
    interface Request {
        Mono<Void> make(int number, long dueNanos);
    }

    EchoPace(double rate, int total, Request request) {
        this.rate = rate;
        this.total = total;
        this.request = request;
    }

    /** Returns when all are answered. */
    void run(EventLoop thread, Duration patience) {
        ScheduledFuture<?> ticks =
                thread.scheduleAtFixedRate(this::makeWhatIsDue, 0, TICK_MICROS, TimeUnit.MICROSECONDS);
        try {
            end.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
        } finally {
            ticks.cancel(false);
        }
    }

    private void makeWhatIsDue() {
        long now = System.nanoTime();
        for (long due = due(); made < total && due <= now && !end.isDone(); due = due()) {
            request.make(made++, due).subscribe(unused -> {}, end::completeExceptionally, this::countAnswer);
        }
    }

    private long due() {
        return begin + Math.round(made * (NANOS / rate));
    }

    private void countAnswer() {
        if (++answered == total) {
            end.complete(null);
        }
    }
}
