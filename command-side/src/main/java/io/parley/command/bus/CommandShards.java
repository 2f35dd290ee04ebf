package io.parley.command.bus;

import io.parley.shared.refusal.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Threads for commands, one for each shard of the keys: what has one key is done in the order in which it came, and all
 * that waits on a thread is taken together, up to a limit. Bounded: above the bound, commands are refused at once.
 */
public final class CommandShards implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandShards.class);
    private static final long RETRY_AFTER_MILLIS = 1_000;
    /** Well within what the store takes in the time that a command has. */
    private static final int BYTES_TOGETHER = 2 * 1024 * 1024;

    private final List<Shard> shards;
    private final Semaphore room;
    private final int together;
    private final Duration patience;
    private final LongSupplier pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Clock clock;

    /**
     * @param threads shards, each with a thread of its own
     * @param waiting commands at most, at work or before it
     * @param together commands at most that are taken at once
     * @param patience how long a command's sender waits
     * @param pause how long a thread lets commands gather before it takes what waits, in milliseconds
     */
    public CommandShards(int threads, int waiting, int together, Duration patience, LongSupplier pause, Clock clock) {
        this.shards = IntStream.range(0, threads).mapToObj(Shard::new).toList();
        this.room = new Semaphore(waiting);
        this.together = together;
        this.patience = patience;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Has a command done in its turn, with others; refuses at once where there is no room.
     *
     * @param command made with the time until which its sender waits, in milliseconds of the clock
     * @param work answers all that it gets
     */
    void execute(String key, LongFunction<Pending<?, ?>> command, Consumer<List<Pending<?, ?>>> work) {
        if (!room.tryAcquire()) {
            throw busy();
        }
        Pending<?, ?> pending = command.apply(clock.millis() + patience.toMillis());
        shards.get(Math.floorMod(key.hashCode(), shards.size())).add(pending, work);
    }

    static Unavailable busy() {
        return new Unavailable(
                "More is sent than can be stored just now; send again with the same clientMsgId or clientChatId.",
                RETRY_AFTER_MILLIS);
    }

    /** What is under way comes to its end. */
    @Override
    public void close() {
        closing.countDown();
        shards.forEach(shard -> shard.thread.shutdown());
    }

    private final class Shard {
        private final ExecutorService thread;
        private final Queue<Pending<?, ?>> line = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();

        Shard(int number) {
            this.thread =
                    Executors.newSingleThreadExecutor(new CustomizableThreadFactory("parley-command-" + number + "-"));
        }

        void add(Pending<?, ?> pending, Consumer<List<Pending<?, ?>>> work) {
            line.add(pending);
            if (waiting.getAndIncrement() == 0) {
                schedule(work);
            }
        }

        private void schedule(Consumer<List<Pending<?, ?>>> work) {
            try {
                thread.execute(() -> run(work));
            } catch (RejectedExecutionException stopping) {
                refuseAll();
            }
        }

        private void run(Consumer<List<Pending<?, ?>>> work) {
            List<Pending<?, ?>> batch;
            do {
                gather();
                batch = next();
                try {
                    work.accept(batch);
                } catch (RuntimeException | Error e) {
                    LOG.error("{} commands were left without an answer.", batch.size(), e);
                } finally {
                    room.release(batch.size());
                }
            } while (waiting.addAndGet(-batch.size()) > 0);
        }

        /** Stopping ends the pause. */
        private void gather() {
            long millis = pause.getAsLong();
            if (millis > 0) {
                try {
                    var unused = closing.await(millis, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private List<Pending<?, ?>> next() {
            List<Pending<?, ?>> batch = new ArrayList<>();
            int bytes = 0;
            Pending<?, ?> next = line.poll();
            while (next != null) {
                batch.add(next);
                bytes += next.weight();
                next = batch.size() < together && bytes < BYTES_TOGETHER ? line.poll() : null;
            }
            return batch;
        }

        private void refuseAll() {
            for (Pending<?, ?> next = line.poll(); next != null; next = line.poll()) {
                waiting.decrementAndGet();
                room.release();
                next.answer(GroupCommit.refused(busy()));
            }
        }
    }
}
