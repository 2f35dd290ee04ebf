package io.parley.load;

import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What happened; written by the event loop and the pacer, read by the reporter. */
final class Measurements {
    private static final long LONGEST = Duration.ofMinutes(5).toNanos();
    private static final int DIGITS = 3;

    private final Schedule schedule;
    private final MessageNumbers numbers;
    private final Recorder ack = new Recorder(LONGEST, DIGITS);
    private final Recorder delivery = new Recorder(LONGEST, DIGITS);
    private final LongAdder sent = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder acceptedMeasured = new LongAdder();
    private final LongAdder deliveredMeasured = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder outOfOrder = new LongAdder();
    private final LongAdder notOfThisRun = new LongAdder();
    private final AtomicLong lastAck = new AtomicLong();
    private final AtomicLong slowestAck = new AtomicLong();
    private final AtomicLong lastDelivery = new AtomicLong();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
    private final BitSet acked = new BitSet();

    Measurements(Schedule schedule, MessageNumbers numbers) {
        this.schedule = schedule;
        this.numbers = numbers;
    }

    void sent() {
        sent.increment();
    }

    void acked(long number) {
        long now = System.nanoTime();
        accepted.increment();
        slowestAck.accumulateAndGet(now - schedule.dueNanos(number), Math::max);
        synchronized (acked) {
            acked.set(Math.toIntExact(number));
        }
        if (schedule.measured(number)) {
            acceptedMeasured.increment();
            lastAck.accumulateAndGet(now, Math::max);
            record(ack, now - schedule.dueNanos(number));
        }
    }

    void refused(Throwable error) {
        refused.increment();
        failed("send: " + error.getMessage());
    }

    void failed(String cause) {
        errors.computeIfAbsent(cause, unused -> new LongAdder()).increment();
    }

    /** A message on a stream; order and repeats are judged per receiver and chat as they come. */
    void delivered(String receiver, String chatId, long seq, String clientMsgId) {
        long now = System.nanoTime();
        long number = numbers.number(clientMsgId);
        if (number < 0) {
            notOfThisRun.increment();
            return;
        }
        Receiver state = receivers.computeIfAbsent(receiver, unused -> new Receiver());
        switch (state.take(chatId, seq, Math.toIntExact(number))) {
            case REPEATED -> repeated.increment();
            case OUT_OF_ORDER -> {
                outOfOrder.increment();
                count(number, now);
            }
            case EXPECTED -> count(number, now);
        }
    }

    private void count(long number, long now) {
        delivered.increment();
        if (schedule.measured(number)) {
            deliveredMeasured.increment();
            lastDelivery.accumulateAndGet(now, Math::max);
            record(delivery, now - schedule.dueNanos(number));
        }
    }

    private static void record(Recorder recorder, long nanos) {
        recorder.recordValue(Math.max(0, Math.min(LONGEST, nanos)));
    }

    /** Acknowledged, but not seen on as many streams as it should be. */
    long lost(int receiversPerMessage) {
        BitSet all;
        synchronized (acked) {
            all = (BitSet) acked.clone();
        }
        long seen = receivers.values().stream().mapToLong(it -> it.seenOf(all)).sum();
        return (long) all.cardinality() * receiversPerMessage - seen;
    }

    /** Since this was last asked. */
    Duration slowestAck() {
        return Duration.ofNanos(slowestAck.getAndSet(0));
    }

    long sentCount() {
        return sent.sum();
    }

    long acceptedCount() {
        return accepted.sum();
    }

    long deliveredCount() {
        return delivered.sum();
    }

    /** Sends that were answered, one way or the other; what else failed does not count. */
    long answeredCount() {
        return accepted.sum() + refused.sum();
    }

    long errorCount() {
        return errors.values().stream().mapToLong(LongAdder::sum).sum();
    }

    Summary summary(int receiversPerMessage) {
        Map<String, Long> causes = new TreeMap<>();
        errors.forEach((cause, count) -> causes.put(cause, count.sum()));
        return new Summary(
                perSecond(acceptedMeasured.sum(), lastAck.get()),
                perSecond(deliveredMeasured.sum(), lastDelivery.get()),
                histogram(ack),
                histogram(delivery),
                causes,
                lost(receiversPerMessage),
                repeated.sum(),
                outOfOrder.sum(),
                notOfThisRun.sum());
    }

    private double perSecond(long count, long lastNanos) {
        long from = schedule.dueNanos(schedule.warmup());
        long until = Math.max(lastNanos, schedule.dueNanos(sent.sum()));
        return count / ((until - from) / (double) Duration.ofSeconds(1).toNanos());
    }

    private static Histogram histogram(Recorder recorder) {
        return recorder.getIntervalHistogram();
    }
}
