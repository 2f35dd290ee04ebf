package io.parley.check.device;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.DeviceRecord;
import io.parley.check.history.Envelope;
import io.parley.check.history.MarkKey;
import io.parley.check.history.MarkType;
import io.parley.check.history.Recorder;
import io.parley.check.history.StreamRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a device keeps in its memory, as phones do: cursors, {@code resume}, marks and announced gaps yet to fill. */
final class Holdings {
    private final Recorder recorder;
    private final DeviceRecord record;
    private final Map<String, Long> high = new TreeMap<>();
    private final Map<String, Held> lastMessage = new HashMap<>();
    private final Map<MarkKey, Long> marks = new HashMap<>();
    private final Deque<Envelope.Gap> gaps = new ArrayDeque<>();
    private @Nullable String resume;
    private @Nullable Reading open;

    Holdings(Recorder recorder, DeviceRecord record) {
        this.recorder = recorder;
        this.record = record;
    }

    /** A stream that is being read. Once another is opened, or this one closed, what it still brings is dropped. */
    final class Reading {
        private final StreamRecord log;
        private final Map<String, Long> next = new HashMap<>();

        Reading(StreamRecord log, Map<String, Long> cursors) {
            this.log = log;
            cursors.forEach((chatId, seq) -> next.put(chatId, seq + 1));
        }

        void came(Envelope envelope) {
            take(this, envelope);
        }
    }

    /** Notes a new stream that is asked for with these cursors. */
    synchronized Reading opens(Map<String, Long> cursors, boolean polled) {
        Reading reading = new Reading(record.opens(cursors, polled), cursors);
        open = reading;
        recorder.streamOpened();
        return reading;
    }

    synchronized void closes() {
        open = null;
    }

    synchronized Map<String, Long> cursors() {
        return Map.copyOf(high);
    }

    synchronized @Nullable String resume() {
        return resume;
    }

    synchronized void resume(@Nullable String value) {
        resume = value;
    }

    /** The chats that it knows, in an order that does not depend on when it came to know them. */
    synchronized List<String> chats() {
        return List.copyOf(high.keySet());
    }

    synchronized long high(String chatId) {
        return high.getOrDefault(chatId, -1L);
    }

    synchronized Optional<Held> lastMessage(String chatId) {
        return Optional.ofNullable(lastMessage.get(chatId));
    }

    synchronized long mark(String chatId, String userId, MarkType type) {
        return new MarkKey(chatId, userId, type).in(marks);
    }

    synchronized Map<MarkKey, Long> marks() {
        return Map.copyOf(marks);
    }

    synchronized Optional<Envelope.Gap> gap() {
        return Optional.ofNullable(gaps.peekFirst());
    }

    /** Takes a page that fills the first gap, all of it or its beginning. */
    synchronized void fills(Envelope.Gap gap, List<Envelope.Entry> items) {
        record.reads(new DeviceLog.Page(gap.chatId(), gap.from() - 1, true, items));
        gaps.pollFirst();
        long filled = items.get(items.size() - 1).seq();
        if (filled < gap.to()) {
            gaps.addFirst(new Envelope.Gap(gap.chatId(), filled + 1, gap.to()));
        }
    }

    synchronized boolean holds(Map<String, Long> ends) {
        return gaps.isEmpty() && ends.entrySet().stream().allMatch(end -> high(end.getKey()) >= end.getValue());
    }

    void reads(DeviceLog.Page page) {
        record.reads(page);
    }

    void stayed() {
        record.stayed();
    }

    String name() {
        return record.name();
    }

    private synchronized void take(Reading reading, Envelope envelope) {
        if (open != reading) {
            return;
        }
        reading.log.came(recorder.now(), envelope);
        if (envelope instanceof Envelope.Entry entry) {
            recorder.delivered();
            takeEntry(reading, entry);
        } else if (envelope instanceof Envelope.Mark mark) {
            marks.merge(MarkKey.of(mark), mark.upTo(), Math::max);
        } else if (envelope instanceof Envelope.Gap gap) {
            gaps.addLast(gap);
            reading.next.put(gap.chatId(), gap.to() + 1);
            high.merge(gap.chatId(), gap.to(), Math::max);
        } else if (envelope instanceof Envelope.CaughtUp caughtUp) {
            resume = caughtUp.resume();
        }
    }

    private void takeEntry(Reading reading, Envelope.Entry entry) {
        Long expected = reading.next.put(entry.chatId(), entry.seq() + 1);
        if (expected == null ? entry.seq() > 0 : entry.seq() != expected) {
            recorder.suspicious();
        }
        high.merge(entry.chatId(), entry.seq(), Math::max);
        if (entry.isMessage()) {
            lastMessage.merge(
                    entry.chatId(),
                    new Held(entry.seq(), entry.messageId()),
                    (before, now) -> now.seq() > before.seq() ? now : before);
        }
    }
}
