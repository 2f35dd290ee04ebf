package io.parley.load.measure;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Everything that is observed while one load runs; may be told from any thread. */
public final class Measurements {
    private final Timing timing;
    private final MessageNumbers numbers;
    private final Audience audience;
    private final LatencyRecorder ack = new LatencyRecorder();
    private final LatencyRecorder delivery = new LatencyRecorder();
    private final LatencyRecorder lastMember = new LatencyRecorder();
    private final GrowingLongs arrivals = new GrowingLongs();
    private final LongAdder sent = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder outOfOrder = new LongAdder();
    private final LongAdder misplaced = new LongAdder();
    private final LongAdder notOfThisRun = new LongAdder();
    private final AtomicLong slowestAck = new AtomicLong();
    private volatile long measuredUntil;
    private volatile long lastSent;
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Receiver[] receivers;
    private final ChatRecord[] chats;

    public Measurements(Timing timing, MessageNumbers numbers, Audience audience) {
        this.timing = timing;
        this.numbers = numbers;
        this.audience = audience;
        this.measuredUntil = timing.sendingEnds();
        this.lastSent = timing.sendingEnds();
        this.receivers = IntStream.range(0, audience.streams())
                .mapToObj(unused -> new Receiver())
                .toArray(Receiver[]::new);
        this.chats = IntStream.range(0, audience.chats())
                .mapToObj(unused -> new ChatRecord())
                .toArray(ChatRecord[]::new);
    }

    public MessageNumbers numbers() {
        return numbers;
    }

    /** The last message has been sent just now, be it before its time. */
    public void sendingEnded(boolean early) {
        lastSent = System.nanoTime();
        if (early) {
            measuredUntil = lastSent;
        }
    }

    public void sent() {
        sent.increment();
    }

    public void acked(long number, long seq) {
        long now = System.nanoTime();
        long took = now - timing.startNanos(number);
        accepted.increment();
        slowestAck.accumulateAndGet(took, Math::max);
        if (!chats[audience.chatOf(number)].acked(audience.placeOf(number), Math.toIntExact(seq))) {
            misplaced.increment();
        }
        if (timing.measured(number)) {
            ack.record(took, now);
        }
    }

    public void refused(String cause) {
        refused.increment();
        failed("send: " + cause);
    }

    public void failed(String cause) {
        failed(cause, 1);
    }

    /** So many were sent, and what has no answer by now is not waited for any longer. */
    public void unanswered(long sent) {
        failed("send: no answer", sent - answeredCount());
    }

    private void failed(String cause, long times) {
        errors.computeIfAbsent(cause, unused -> new LongAdder()).add(times);
    }

    /**
     * A message on a stream; order and repeats are judged as they come.
     *
     * @param number -1 where it is not of this run
     */
    public void delivered(int stream, long seq, long number) {
        long now = System.nanoTime();
        if (number < 0) {
            notOfThisRun.increment();
        } else if (audience.chatOf(number) != audience.chatOfStream(stream)) {
            misplaced.increment();
        } else {
            switch (receivers[stream].take(seq, audience.placeOf(number))) {
                case REPEATED -> repeated.increment();
                case OUT_OF_ORDER -> {
                    outOfOrder.increment();
                    count(number, now);
                }
                case EXPECTED -> count(number, now);
            }
        }
    }

    private void count(long number, long now) {
        delivered.increment();
        long took = now - timing.startNanos(number);
        boolean last = arrivals.incrementAndGet(number) == audience.streamsPerChat();
        if (timing.measured(number)) {
            delivery.record(took, now);
            if (last) {
                lastMember.record(took, now);
            }
        }
    }

    /** Acknowledged, but not seen on all streams on which it should be. */
    public long lost() {
        BitSet[] acked = Arrays.stream(chats).map(ChatRecord::acked).toArray(BitSet[]::new);
        return IntStream.range(0, receivers.length)
                .mapToLong(stream -> receivers[stream].missing(acked[audience.chatOfStream(stream)]))
                .sum();
    }

    /** The highest seq that was acknowledged in a chat, -1 where none was. */
    public long highestSeq(int chat) {
        return chats[chat].highestSeq();
    }

    /** Since this was last asked. */
    public Duration slowestAck() {
        return Duration.ofNanos(slowestAck.getAndSet(0));
    }

    public long sentCount() {
        return sent.sum();
    }

    public long acceptedCount() {
        return accepted.sum();
    }

    public long deliveredCount() {
        return delivered.sum();
    }

    /** Sends that were answered, one way or the other; what else failed does not count. */
    public long answeredCount() {
        return accepted.sum() + refused.sum();
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public Faults faults() {
        Map<String, Long> causes = new TreeMap<>();
        errors.forEach((cause, count) -> causes.put(cause, count.sum()));
        return new Faults(causes, lost(), repeated.sum(), outOfOrder.sum(), misplaced.sum(), notOfThisRun.sum());
    }

    /** ACKs and deliveries a second with their latencies; of each message's last delivery where there are several. */
    public List<Rate> rates() {
        long from = timing.measuredFrom();
        long until = measuredUntil;
        Rate accepts = ack.rate("accepted (ACK)", from, until);
        Rate deliveries = delivery.rate("delivered", from, until);
        return audience.streamsPerChat() == 1
                ? List.of(accepts, deliveries)
                : List.of(accepts, deliveries, lastMember.rate("to the last member", from, until));
    }

    /** How long after the last message was sent the last delivery came. */
    public Duration deliveryLag() {
        return Duration.ofNanos(Math.max(0, delivery.lastNanos() - lastSent));
    }
}
