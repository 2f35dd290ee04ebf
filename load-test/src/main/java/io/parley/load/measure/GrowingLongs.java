package io.parley.load.measure;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A number for each message, for any thread; grows as messages come, 0 where nothing was set. */
final class GrowingLongs {
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int CHUNKS = 1 << 15;

    private final AtomicReferenceArray<@Nullable AtomicLongArray> chunks = new AtomicReferenceArray<>(CHUNKS);

    void set(long index, long value) {
        chunk(index).set(within(index), value);
    }

    long get(long index) {
        return chunk(index).get(within(index));
    }

    long incrementAndGet(long index) {
        return chunk(index).incrementAndGet(within(index));
    }

    private AtomicLongArray chunk(long index) {
        int number = Math.toIntExact(index >> CHUNK_BITS);
        AtomicLongArray there = chunks.get(number);
        if (there != null) {
            return there;
        }
        AtomicLongArray fresh = new AtomicLongArray(CHUNK);
        AtomicLongArray first = chunks.compareAndExchange(number, null, fresh);
        return first == null ? fresh : first;
    }

    private static int within(long index) {
        return (int) index & (CHUNK - 1);
    }
}
