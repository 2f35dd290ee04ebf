package io.parley.projection.delivery;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/** Batches with an end of their own: Redisson tries again, and takes 3 s to give up a Redis that is paused. */
final class ShortBatch {
    private static final int PATIENCE_MILLIS = 1_000;

    private ShortBatch() {}

    static RBatch on(RedissonClient redisson) {
        return redisson.createBatch(options());
    }

    /** For what does more when done twice: a Redis that was paused does late whatever it was sent, each repeat too. */
    static RBatch onceOn(RedissonClient redisson) {
        return redisson.createBatch(options().retryAttempts(0));
    }

    private static BatchOptions options() {
        return BatchOptions.defaults().responseTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    static void execute(RBatch batch) {
        try {
            batch.executeAsync()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new RedisException("Redis did not take a batch", e.getCause());
        }
    }
}
