package io.parley.check;

import io.parley.check.history.Attempt;
import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.FaultRecord;
import io.parley.check.history.History;
import io.parley.check.history.Outcome;
import io.parley.check.history.StreamLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * What a run amounts to.
 *
 * @param messages stored
 * @param acks all of them, those of repeats too
 * @param attempts to send
 * @param envelopes of timelines that devices got
 * @param calmMillis from a first try to another device's live stream, at 50 and 99 percent; only where nothing was
 *     broken
 */
record Figures(
        long chats,
        long messages,
        long acks,
        long attempts,
        long envelopes,
        long streams,
        long marks,
        long gaps,
        Map<String, Long> faults,
        List<Long> calmMillis) {
    /** A fault is felt for a while after it is over: clients come back one by one. */
    private static final long AFTER = TimeUnit.SECONDS.toNanos(3);

    static Figures of(History history) {
        Map<String, Long> faults = new TreeMap<>();
        history.faults().forEach(fault -> faults.merge(fault.kind(), 1L, Long::sum));
        return new Figures(
                history.timelines().size(),
                history.timelines().values().stream()
                        .flatMap(List::stream)
                        .filter(Envelope.Entry::isMessage)
                        .count(),
                history.attempts().stream()
                        .filter(attempt -> attempt.outcome() instanceof Outcome.Acked)
                        .count(),
                history.attempts().size(),
                arrivals(history, Envelope.Entry.class),
                history.devices().stream().mapToLong(it -> it.streams().size()).sum(),
                history.marks().size(),
                arrivals(history, Envelope.Gap.class),
                faults,
                calm(history));
    }

    long faultCount() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long arrivals(History history, Class<? extends Envelope> type) {
        return history.devices().stream()
                .flatMap(device -> device.streams().stream())
                .flatMap(stream -> stream.arrivals().stream())
                .filter(arrival -> type.isInstance(arrival.envelope()))
                .count();
    }

    private static List<Long> calm(History history) {
        Map<String, Long> tried = new HashMap<>();
        for (Attempt attempt : history.attempts()) {
            tried.merge(attempt.clientMsgId(), attempt.startedNanos(), Math::min);
        }
        long[] millis = history.devices().stream()
                .flatMap(device -> device.streams().stream())
                .filter(stream -> !stream.polled())
                .flatMapToLong(stream -> live(stream).stream().mapToLong(arrival -> {
                    Envelope.Entry entry = (Envelope.Entry) arrival.envelope();
                    Long began = tried.get(String.valueOf(entry.clientMsgId()));
                    return began == null || !isCalm(history.faults(), began, arrival.nanos())
                            ? -1
                            : TimeUnit.NANOSECONDS.toMillis(arrival.nanos() - began);
                }))
                .filter((LongPredicate) it -> it >= 0)
                .sorted()
                .toArray();
        return millis.length == 0
                ? List.of(0L, 0L)
                : List.of(millis[millis.length / 2], millis[(int) (millis.length * 0.99)]);
    }

    private static List<StreamLog.Arrival> live(StreamLog stream) {
        return stream.arrivals().stream()
                .dropWhile(arrival -> !(arrival.envelope() instanceof Envelope.CaughtUp))
                .filter(arrival -> arrival.envelope() instanceof Envelope.Entry entry && entry.isMessage())
                .toList();
    }

    private static boolean isCalm(List<FaultRecord> faults, long from, long to) {
        return faults.stream().noneMatch(fault -> fault.startedNanos() <= to && fault.endedNanos() + AFTER >= from);
    }

    static long devices(History history) {
        return history.devices().stream().filter(DeviceLog::stayed).count();
    }
}
