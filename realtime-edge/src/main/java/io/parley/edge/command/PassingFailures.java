package io.parley.edge.command;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.problem.Problems;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Tries a command again that failed for a passing reason: every command may be, since each is idempotent. Only so many of
 * a node's commands wait for it at once, so that tries never multiply what overloads the write side.
 */
final class PassingFailures extends Retry {
    private final CommandProperties settings;
    private final Pauses pauses;
    private final Scheduler timer;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter retried;

    PassingFailures(CommandProperties settings, Pauses pauses, Scheduler timer, MeterRegistry meters) {
        this.settings = settings;
        this.pauses = pauses;
        this.timer = timer;
        this.retried = meters.counter("parley.commands.retried");
        meters.gauge("parley.commands.retrying", waiting);
    }

    @Override
    public Publisher<?> generateCompanion(Flux<RetrySignal> failures) {
        long end = now() + settings.deadline().toMillis();
        return failures.concatMap(failed -> pause(failed.failure(), failed.totalRetries(), end));
    }

    /** The pause before the next try, or the failure where there is to be none. */
    private Mono<Long> pause(Throwable failure, long tries, long end) {
        if (!Problems.isTransient(failure)) {
            return Mono.error(failure);
        }
        Duration pause = pauses.after(failure, tries);
        return now() + pause.toMillis() >= end ? Mono.error(failure) : wait(pause, failure);
    }

    private Mono<Long> wait(Duration pause, Throwable failure) {
        if (waiting.incrementAndGet() > settings.retrying()) {
            waiting.decrementAndGet();
            return Mono.error(failure);
        }
        retried.increment();
        return Mono.delay(pause, timer).doFinally(over -> waiting.decrementAndGet());
    }

    private long now() {
        return timer.now(TimeUnit.MILLISECONDS);
    }
}
