package io.parley.edge.view;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.parley.edge.problem.Answers;
import io.parley.edge.problem.Problems;
import io.parley.shared.ThreadRank;
import io.parley.shared.refusal.Unavailable;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Asks the views, and waits a while for one that lags behind what the caller knows. */
@Component
public final class ViewClient {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int THREADS = 32;
    private static final int QUEUED = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** 5, 10, 20, ... 200 ms. Ended by the clock and not by a count: a view that is away takes long for each refusal. */
    private static final Retry CATCHING_UP = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(5))
            .maxBackoff(Duration.ofMillis(200))
            .jitter(0)
            .filter(Problems::isTransient);

    private final QueryGateway gateway;
    /** Query handlers of the same process run on the asking thread and block it. Who sends does not wait for them. */
    private final Scheduler threads = Schedulers.newBoundedElastic(
            THREADS, QUEUED, new DefaultThreadFactory("parley-views", true, ThreadRank.BEHIND_SENDERS), 60);

    ViewClient(QueryGateway gateway) {
        this.gateway = gateway;
    }

    /** One question, no waiting. */
    public <R> Mono<R> once(Object query, Class<R> answer) {
        return Answers.of(() -> gateway.query(query, answer))
                .subscribeOn(threads)
                .timeout(DEADLINE)
                .onErrorMap(ViewClient::isOverload, overload -> busy());
    }

    /**
     * Waits up to two seconds for a view that has processed {@code atLeast}, then takes what there is.
     *
     * @param query the question for a given atLeast
     */
    public <R> Mono<R> ask(long atLeast, LongFunction<Object> query, Class<R> answer) {
        return ask(query.apply(atLeast), query.apply(-1), answer);
    }

    /**
     * Waits up to two seconds for a view that has processed what the question expects.
     *
     * @param otherwise the same question expecting nothing: after that time, what there is answers it
     */
    public <R> Mono<R> ask(Object query, Object otherwise, Class<R> answer) {
        return once(query, answer)
                .retryWhen(CATCHING_UP)
                .timeout(PATIENCE)
                .onErrorResume(Problems::isTransient, error -> once(otherwise, answer));
    }

    private static boolean isOverload(Throwable error) {
        return error instanceof TimeoutException || error instanceof RejectedExecutionException;
    }

    private static Unavailable busy() {
        return new Unavailable("The views did not answer in time; try again.", 1_000);
    }

    @PreDestroy
    void stop() {
        threads.dispose();
    }
}
