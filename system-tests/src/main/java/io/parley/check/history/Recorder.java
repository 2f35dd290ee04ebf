package io.parley.check.history;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Where everybody writes down what happens, and the running counts of it. */
public final class Recorder {
    private final LongSupplier clock;
    private final Envelopes envelopes = new Envelopes();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final Queue<MarkAttempt> marks = new ConcurrentLinkedQueue<>();
    private final Queue<Creation> creations = new ConcurrentLinkedQueue<>();
    private final Queue<ReceiptsAnswer> receipts = new ConcurrentLinkedQueue<>();
    private final Queue<FaultRecord> faults = new ConcurrentLinkedQueue<>();
    private final Queue<DeviceRecord> devices = new ConcurrentLinkedQueue<>();
    private final Queue<String> stuck = new ConcurrentLinkedQueue<>();
    private final AtomicLong acked = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong streams = new AtomicLong();
    private final AtomicLong suspicions = new AtomicLong();

    /** All times are nanoseconds of this clock. */
    public Recorder(LongSupplier clock) {
        this.clock = clock;
    }

    public long now() {
        return clock.getAsLong();
    }

    public Envelopes envelopes() {
        return envelopes;
    }

    public void tried(Attempt attempt) {
        attempts.add(attempt);
        if (attempt.outcome() instanceof Outcome.Acked) {
            acked.incrementAndGet();
        }
    }

    public void confirmed(MarkAttempt mark) {
        marks.add(mark);
    }

    public void created(Creation creation) {
        creations.add(creation);
    }

    public void asked(ReceiptsAnswer answer) {
        receipts.add(answer);
    }

    public void struck(FaultRecord fault) {
        faults.add(fault);
    }

    public DeviceRecord device(String userId, String name) {
        DeviceRecord device = new DeviceRecord(userId, name);
        devices.add(device);
        return device;
    }

    /** What did not come to rest, in a sentence. */
    public void stuck(String sentence) {
        stuck.add(sentence);
    }

    public void streamOpened() {
        streams.incrementAndGet();
    }

    public void delivered() {
        delivered.incrementAndGet();
    }

    /** Something looks wrong already; the rules will tell at the end. */
    public void suspicious() {
        suspicions.incrementAndGet();
    }

    public long ackedCount() {
        return acked.get();
    }

    public long deliveredCount() {
        return delivered.get();
    }

    public long streamCount() {
        return streams.get();
    }

    public long suspicionCount() {
        return suspicions.get();
    }

    public List<FaultRecord> faults() {
        return List.copyOf(faults);
    }

    public List<DeviceLog> devices() {
        return devices.stream().map(DeviceRecord::log).toList();
    }

    public List<MarkAttempt> marks() {
        return List.copyOf(marks);
    }

    public History history(Map<String, List<Envelope.Entry>> timelines, List<InboxRow> inboxes) {
        return new History(
                List.copyOf(attempts),
                marks(),
                List.copyOf(creations),
                devices(),
                List.copyOf(receipts),
                faults(),
                timelines,
                inboxes,
                List.copyOf(stuck));
    }
}
