package io.parley.check.nemesis;

import io.parley.check.dice.Dice;
import io.parley.check.history.FaultRecord;
import io.parley.check.history.Recorder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Breaks something every few seconds, often while something else is broken, and notes what and when. */
public final class Nemesis implements Runnable {
    private static final int MOST_AT_ONCE = 3;
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

    private final Plan plan;
    private final Strike strike;
    private final Recorder recorder;
    private final ExecutorService hands = Executors.newCachedThreadPool();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Map<FaultKind, Integer> underWay = new EnumMap<>(FaultKind.class);
    private volatile boolean over;

    /**
     * It begins with {@link #run}.
     *
     * @param without kinds of faults to leave out
     * @param rest the mean time from one fault to the next
     */
    public Nemesis(Dice dice, Targets targets, Set<FaultKind> without, Duration rest, Recorder recorder) {
        Set<FaultKind> kinds = EnumSet.copyOf(targets.possible());
        kinds.removeAll(without);
        this.plan = Plan.of(dice, kinds, rest);
        this.strike = new Strike(targets);
        this.recorder = recorder;
    }

    @Override
    public void run() {
        for (long number = 0; !over; number++) {
            Plan.Fault fault = plan.fault(number);
            rest(fault.after());
            if (!over && free.tryAcquire()) {
                hands.execute(() -> carryOut(fault));
            }
        }
    }

    /** Begins nothing more, waits for what is under way, and makes all whole. */
    public void end() {
        over = true;
        hands.shutdown();
        try {
            if (!hands.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                recorder.stuck("These faults did not end within " + LONGEST.toSeconds() + " s: " + underWayNow());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        strike.heal();
    }

    private void carryOut(Plan.Fault fault) {
        long started = recorder.now();
        note(fault.kind(), 1);
        try {
            Strike.Hit hit = strike.carryOut(fault);
            if (hit != null) {
                recorder.struck(new FaultRecord(hit.kind().name(), hit.detail(), started, recorder.now()));
            }
        } catch (RuntimeException failed) {
            recorder.stuck("After " + fault.kind() + ": " + failed.getMessage());
        } finally {
            note(fault.kind(), -1);
            free.release();
        }
    }

    private synchronized void note(FaultKind kind, int change) {
        underWay.merge(kind, change, Integer::sum);
        underWay.values().removeIf(count -> count == 0);
    }

    /** What is broken just now. */
    public synchronized Set<FaultKind> underWayNow() {
        return Set.copyOf(underWay.keySet());
    }

    private void rest(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - deadline < 0 && !over) {
            LockSupport.parkNanos(STEP);
        }
    }
}
