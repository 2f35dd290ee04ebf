package io.parley.command.bus;

import io.parley.shared.refusal.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Threads for commands, one for each shard of the keys: what has one key is done in the order in which it came. Bounded
 * in number and in time: above the one, work is refused at once; what has waited beyond the other is no longer done,
 * since whoever sent it has given up, and doing it all the same would make everyone behind it wait in vain too.
 */
public final class CommandShards implements AutoCloseable {
    private static final long RETRY_AFTER_MILLIS = 1_000;

    private final List<ExecutorService> shards;
    private final Semaphore room;
    private final Duration patience;
    private final Clock clock;

    /**
     * @param threads shards, each with a thread of its own
     * @param waiting commands at most, at work or before it
     * @param patience how long a command waits at most
     */
    public CommandShards(int threads, int waiting, Duration patience, Clock clock) {
        this.shards = IntStream.range(0, threads)
                .mapToObj(shard -> Executors.newSingleThreadExecutor(
                        new CustomizableThreadFactory("parley-command-" + shard + "-")))
                .toList();
        this.room = new Semaphore(waiting);
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Runs {@code work} in its turn, or {@code tooLate} instead; refuses at once where there is no room.
     *
     * @param work told until when its sender waits, in milliseconds of the clock
     */
    void execute(String key, LongConsumer work, Runnable tooLate) {
        if (!room.tryAcquire()) {
            throw busy();
        }
        long deadline = clock.millis() + patience.toMillis();
        try {
            shards.get(Math.floorMod(key.hashCode(), shards.size())).execute(() -> {
                try {
                    if (clock.millis() > deadline) {
                        tooLate.run();
                    } else {
                        work.accept(deadline);
                    }
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException stopping) {
            room.release();
            throw busy();
        }
    }

    static Unavailable busy() {
        return new Unavailable(
                "More is sent than can be stored just now; send again with the same clientMsgId or clientChatId.",
                RETRY_AFTER_MILLIS);
    }

    /** What is under way comes to its end. */
    @Override
    public void close() {
        shards.forEach(ExecutorService::shutdown);
    }
}
