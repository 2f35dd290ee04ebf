package io.parley.projection.delivery;

import java.util.concurrent.TimeUnit;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;

/** Batches with an end of their own. */
final class ShortBatch {
    private ShortBatch() {}

    static RBatch on(RedissonClient redisson) {
        return redisson.createBatch(BatchOptions.defaults().responseTimeout(Patience.MILLIS, TimeUnit.MILLISECONDS));
    }

    static void execute(RBatch batch) {
        var unused = new Patience().await(batch.executeAsync());
    }
}
