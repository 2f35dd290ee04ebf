package io.parley.engines.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, without a hole up to the newest of them. Bounded by their number and by their bytes; who is further
 * behind reads from the store.
 */
final class RecentEvents {
    private static final long UNKNOWN = Long.MIN_VALUE;
    /** Batches that were committed and whose predecessor is not known yet. More are left to be read from the store. */
    private static final int AHEAD = 64;
    /** A small event is several times its payload. */
    private static final int OVERHEAD = 512;

    private final RecentEvent[] kept;
    private final long most;
    private final TreeMap<Long, List<RecentEvent>> ahead = new TreeMap<>();

    private int oldest;
    private int size;
    private long bytes;
    /** The index up to which all that is stored has been here, and that from which on it still is. */
    private long head = UNKNOWN;

    private long floor = UNKNOWN;
    private boolean missing;

    /**
     * @param events kept at most
     * @param bytes kept at most
     */
    RecentEvents(int events, long bytes) {
        this.kept = new RecentEvent[events];
        this.most = bytes;
    }

    /** Begins anew behind an index. */
    synchronized void beginBehind(long index) {
        while (size > 0) {
            forgetOldest();
        }
        ahead.clear();
        head = index;
        floor = index;
        notifyAll();
    }

    synchronized long head() {
        return head;
    }

    /** Something was committed of which nobody here knows what or where. */
    synchronized void missed() {
        missing = true;
        notifyAll();
    }

    /** Waits a moment for what comes before the batches that wait; whether nothing is left to be read from the store. */
    synchronized boolean awaitWhole(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (!missing && !ahead.isEmpty() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        boolean whole = !missing && ahead.isEmpty();
        missing = false;
        return whole;
    }

    /** A batch as it was committed; whether it follows what is here. If not, it waits for what comes before it. */
    synchronized boolean committed(List<RecentEvent> batch) {
        if (head == UNKNOWN) {
            missed();
            return false;
        }
        if (batch.get(0).index() > head + 1) {
            if (ahead.size() < AHEAD) {
                ahead.put(batch.get(0).index(), batch);
            } else {
                missed();
            }
            return false;
        }
        add(batch);
        return true;
    }

    /** What the store holds behind {@link #head}: holes before or between these are ones for ever. */
    synchronized void read(List<RecentEvent> batch) {
        add(batch);
    }

    private void add(List<RecentEvent> batch) {
        batch.forEach(this::add);
        while (!ahead.isEmpty() && ahead.firstKey() <= head + 1) {
            ahead.pollFirstEntry().getValue().forEach(this::add);
        }
        notifyAll();
    }

    private void add(RecentEvent event) {
        if (event.index() <= head) {
            return;
        }
        if (size == kept.length) {
            forgetOldest();
        }
        kept[(oldest + size) % kept.length] = event;
        size++;
        bytes += event.bytes() + OVERHEAD;
        head = event.index();
        while (bytes > most && size > 1) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        RecentEvent event = kept[oldest];
        kept[oldest] = null;
        oldest = (oldest + 1) % kept.length;
        size--;
        bytes -= event.bytes() + OVERHEAD;
        floor = event.index();
    }

    /** Events behind an index, some at a time; null where they are no longer all here. */
    synchronized @Nullable List<RecentEvent> after(long index, int some) {
        if (head == UNKNOWN || index < floor) {
            return null;
        }
        int from = firstAfter(index);
        List<RecentEvent> events = new ArrayList<>(Math.min(some, size - from));
        for (int i = from; i < size && events.size() < some; i++) {
            events.add(at(i));
        }
        return events;
    }

    private int firstAfter(long index) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).index() <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private RecentEvent at(int place) {
        return kept[(oldest + place) % kept.length];
    }

    /** Waits for an event behind an index; may return without one. */
    synchronized void await(long index, long nanos) throws InterruptedException {
        if (head <= index) {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
    }
}
