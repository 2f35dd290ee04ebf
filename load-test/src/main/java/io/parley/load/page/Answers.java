package io.parley.load.page;

import io.parley.load.measure.Faults;
import io.parley.load.measure.LatencyRecorder;
import io.parley.load.measure.Rate;
import io.parley.load.wire.Refused;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was asked and answered; for any thread. */
final class Answers {
    private static final int ONE_IN = 16;

    private final long measuredFrom;
    private final LatencyRecorder latencies = new LatencyRecorder();
    private final LongAdder asked = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

    Answers(long measuredFrom) {
        this.measuredFrom = measuredFrom;
    }

    void asked() {
        asked.increment();
    }

    /** An answer to a question that was due then; one in sixteen is read whole. */
    void answered(Question question, byte[] page, long due) {
        long now = System.nanoTime();
        answered.increment();
        if (due - measuredFrom >= 0) {
            latencies.record(now - due, now);
        }
        if (answered.sum() % ONE_IN == 0 && !question.isAnsweredBy(page)) {
            count("a page is not what was asked for: " + question.json());
        }
    }

    void failed(Throwable error) {
        answered.increment();
        count("query: " + Refused.sentence(error));
    }

    /** What has no answer by now is not waited for any longer. */
    void ended() {
        long unanswered = asked.sum() - answered.sum();
        if (unanswered > 0) {
            count("query: no answer", unanswered);
        }
    }

    private void count(String cause) {
        count(cause, 1);
    }

    private void count(String cause, long times) {
        errors.computeIfAbsent(cause, unused -> new LongAdder()).add(times);
    }

    long answeredCount() {
        return answered.sum();
    }

    boolean allAnswered() {
        return answered.sum() >= asked.sum();
    }

    String progress() {
        return "asked " + asked.sum() + "  answered " + answered.sum() + "  errors " + faults().errorCount();
    }

    Rate rate(String name, long until) {
        return latencies.rate(name, measuredFrom, until);
    }

    Faults faults() {
        Map<String, Long> causes = new TreeMap<>();
        errors.forEach((cause, count) -> causes.put(cause, count.sum()));
        return new Faults(causes, 0, 0, 0, 0, 0);
    }
}
