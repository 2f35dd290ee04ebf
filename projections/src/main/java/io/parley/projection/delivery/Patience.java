package io.parley.projection.delivery;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RFuture;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;

/**
 * Until when Redis may take what belongs together. Redisson's own limits are no such end: it tries again, and takes 3 s to
 * give up a Redis that is paused.
 */
final class Patience {
    static final int MILLIS = 1_000;

    private final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);

    /** Waits here and not with a timer of the future's own, which would wake a thread for each call. */
    <A> A await(RFuture<A> asked) {
        CompletableFuture<A> answer = asked.toCompletableFuture();
        try {
            return uninterrupted(answer);
        } catch (TimeoutException e) {
            // What is not on its way yet is not to go any more.
            answer.cancel(false);
            throw new RedisException("Redis did not answer within " + MILLIS + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisNoScriptException unknown) {
                throw unknown;
            }
            throw new RedisException("Redis did not take what it was sent", e.getCause());
        } catch (CancellationException e) {
            throw new RedisException("Redis was not sent what it was to take", e);
        }
    }

    /** Whoever is interrupted finishes the batch first: the wait is short. */
    private <A> A uninterrupted(CompletableFuture<A> answer) throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
