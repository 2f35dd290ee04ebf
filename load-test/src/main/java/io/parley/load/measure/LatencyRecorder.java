package io.parley.load.measure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** Latencies of one kind of thing, and when the last of them was over; for any thread. */
public final class LatencyRecorder {
    private static final long LONGEST = Duration.ofMinutes(5).toNanos();
    private static final int DIGITS = 3;
    private static final double NANOS = 1e9;

    private final Recorder recorder = new Recorder(LONGEST, DIGITS);
    private final LongAdder count = new LongAdder();
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

    public void record(long nanos, long now) {
        count.increment();
        recorder.recordValue(Math.max(0, Math.min(LONGEST, nanos)));
        if (now > last.get()) {
            last.accumulateAndGet(now, Math::max);
        }
    }

    public long count() {
        return count.sum();
    }

    /** When the last one was over; long ago where there was none. */
    public long lastNanos() {
        return last.get();
    }

    /** Over the time from then until then, or until the last one was over where that is later; called once. */
    public Rate rate(String name, long from, long until) {
        long end = Math.max(until, last.get());
        return new Rate(name, count.sum() / ((end - from) / NANOS), recorder.getIntervalHistogram());
    }
}
