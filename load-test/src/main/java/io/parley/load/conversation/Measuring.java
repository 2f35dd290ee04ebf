package io.parley.load.conversation;

import io.parley.load.measure.Measurements;
import io.parley.load.measure.MessageNumbers;
import io.parley.load.measure.Schedule;
import io.parley.load.measure.SendTimes;
import io.parley.load.measure.Timing;
import io.parley.load.measure.Until;
import io.parley.load.report.Cost;
import io.parley.load.server.CpuMeter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Measures a conversation, with a line a second on stderr. */
final class Measuring {
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final Conversation conversation;
    private final MessageNumbers numbers;
    private final CpuMeter cpu;
    private final Duration drain;

    private record Began(CpuMeter.Reading cpu, long delivered) {}

    /**
     * What was sent.
     *
     * @param messages handed over to the threads that send
     * @param early whether it was enough before its time
     */
    private record Sent(long messages, boolean early) {}

    private interface Sending {
        Sent run() throws InterruptedException;
    }

    Measuring(Conversation conversation, MessageNumbers numbers, CpuMeter cpu, Duration drain) {
        this.conversation = conversation;
        this.numbers = numbers;
        this.cpu = cpu;
        this.drain = drain;
    }

    /** In an open loop; {@code enough} ends it before its schedule does. */
    Outcome open(double rate, int warmup, int seconds, BooleanSupplier enough) throws InterruptedException {
        Schedule schedule = Schedule.of(System.nanoTime(), rate, warmup, seconds);
        Measurements measurements = conversation.observe(schedule, numbers);
        OpenLoop loop = new OpenLoop(conversation, schedule, measurements);
        return measured(measurements, schedule, () -> {
            long handed = loop.run(enough);
            return new Sent(handed, handed < schedule.total());
        });
    }

    /** In a closed loop. */
    Outcome closed(int warmup, int seconds) throws InterruptedException {
        long from = System.nanoTime() + warmup * NANOS;
        long until = from + seconds * NANOS;
        SendTimes times = new SendTimes(from, until);
        Measurements measurements = conversation.observe(times, numbers);
        ClosedLoop loop = new ClosedLoop(conversation, times, measurements, () -> System.nanoTime() - until >= 0);
        return measured(measurements, times, () -> sent(loop, measurements));
    }

    private static Sent sent(ClosedLoop loop, Measurements measurements) throws InterruptedException {
        loop.run();
        return new Sent(measurements.sentCount(), false);
    }

    /** Stores that many messages as fast as the server takes them, and returns when its views show them. */
    Outcome fill(long messages) throws IOException, InterruptedException {
        SendTimes times = new SendTimes(System.nanoTime(), System.nanoTime());
        Measurements measurements = conversation.observe(times, numbers);
        ClosedLoop loop =
                new ClosedLoop(conversation, times, measurements, () -> measurements.acceptedCount() >= messages);
        Outcome outcome = measured(measurements, times, () -> sent(loop, measurements));
        if (outcome.viewLag() == null || outcome.accepted() < messages) {
            throw new IOException(messages + " messages could not be stored before measuring: "
                    + outcome.faults().errors());
        }
        return outcome;
    }

    private Outcome measured(Measurements measurements, Timing timing, Sending sending) throws InterruptedException {
        Disposable progress = new Progress(measurements, System.err).start();
        CompletableFuture<Began> began = afterWarmup(measurements, timing);
        try {
            Sent sent = sending.run();
            measurements.sendingEnded(sent.early());
            long ended = System.nanoTime();
            if (!Until.holds(() -> measurements.answeredCount() >= sent.messages(), drain)) {
                measurements.unanswered(sent.messages());
            }
            Duration views = new Sample(conversation, measurements).shownAfter(ended, drain);
            if (views == null) {
                measurements.failed("views: they do not show all, " + drain.toSeconds() + " s after the last ACK");
            }
            // What is lost for good stands among the faults.
            boolean unused = Until.holds(() -> measurements.lost() == 0, drain);
            return outcome(measurements, began.getNow(new Began(cpu.read(), 0)), views);
        } finally {
            progress.dispose();
        }
    }

    private CompletableFuture<Began> afterWarmup(Measurements measurements, Timing timing) {
        long left = Math.max(0, timing.measuredFrom() - System.nanoTime());
        return CompletableFuture.supplyAsync(
                () -> new Began(cpu.read(), measurements.deliveredCount()),
                CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS));
    }

    private Outcome outcome(Measurements measurements, Began began, @Nullable Duration views) {
        CpuMeter.Reading now = cpu.read();
        long delivered = measurements.deliveredCount() - began.delivered();
        return new Outcome(
                measurements.rates(),
                measurements.faults(),
                Cost.between(began.cpu(), now, delivered),
                measurements.acceptedCount(),
                highestSeqs(measurements),
                measurements.deliveryLag(),
                views);
    }

    private List<Long> highestSeqs(Measurements measurements) {
        return IntStream.range(0, conversation.chatCount())
                .mapToObj(measurements::highestSeq)
                .toList();
    }
}
