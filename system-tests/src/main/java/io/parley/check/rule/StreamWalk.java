package io.parley.check.rule;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.StreamLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Follows one stream as its device does, and sorts what should not be into repeats, disorder and holes. */
final class StreamWalk {
    private static final int MOST_REPORTED_SEQS = 10_000;

    private static final class Chat {
        private final Set<Long> seen = new HashSet<>();
        private final NavigableSet<Long> skipped = new TreeSet<>();
        private final long cursor;
        private long high;

        Chat(long cursor) {
            this.cursor = cursor;
            this.high = cursor;
        }
    }

    private final DeviceLog device;
    private final StreamLog stream;
    private final Map<String, Chat> chats = new HashMap<>();
    private final List<String> repeats = new ArrayList<>();
    private final List<String> disorder = new ArrayList<>();
    private final List<String> misplacedGaps = new ArrayList<>();
    private boolean caughtUp;

    private StreamWalk(DeviceLog device, StreamLog stream) {
        this.device = device;
        this.stream = stream;
    }

    static StreamWalk of(DeviceLog device, StreamLog stream) {
        StreamWalk walk = new StreamWalk(device, stream);
        stream.arrivals().forEach(arrival -> walk.take(arrival.envelope()));
        return walk;
    }

    static List<String> all(History history, Function<StreamWalk, List<String>> found) {
        return history.devices().stream()
                .flatMap(device -> device.streams().stream().map(stream -> of(device, stream)))
                .flatMap(walk -> found.apply(walk).stream())
                .toList();
    }

    List<String> repeats() {
        return repeats;
    }

    List<String> disorder() {
        return disorder;
    }

    List<String> holes() {
        List<String> holes = new ArrayList<>(misplacedGaps);
        chats.forEach((chatId, chat) -> {
            if (!chat.skipped.isEmpty()) {
                holes.add(where() + " skipped " + chat.skipped.size() + " seqs of chat " + chatId + " from seq "
                        + chat.skipped.first() + " to " + chat.skipped.last() + " without a GAP");
            }
        });
        return holes;
    }

    /** The seqs of a chat that were passed over and did not come later. */
    Set<Long> skipped(String chatId) {
        Chat chat = chats.get(chatId);
        return chat == null ? Set.of() : chat.skipped;
    }

    private void take(Envelope envelope) {
        if (envelope instanceof Envelope.Entry entry) {
            take(entry, chat(entry.chatId()));
        } else if (envelope instanceof Envelope.Gap gap) {
            take(gap, chat(gap.chatId()));
        } else if (envelope instanceof Envelope.CaughtUp) {
            caughtUp = true;
        }
    }

    private void take(Envelope.Entry entry, Chat chat) {
        if (!chat.seen.add(entry.seq()) || entry.seq() <= chat.cursor) {
            repeats.add(where() + " brought seq " + entry.seq() + " of chat " + entry.chatId() + " again ("
                    + (entry.seq() <= chat.cursor ? "its cursor was " + chat.cursor : "it had come before") + ")");
        } else if (entry.seq() <= chat.high) {
            chat.skipped.remove(entry.seq());
            disorder.add(
                    where() + " brought seq " + entry.seq() + " of chat " + entry.chatId() + " after seq " + chat.high);
        } else {
            // A jump right before one's own (re-)joining is the time before it, or away.
            if (!entry.added().contains(device.userId())) {
                skip(chat, entry.seq());
            }
            chat.high = entry.seq();
        }
    }

    private void take(Envelope.Gap gap, Chat chat) {
        if (caughtUp && !stream.polled()) {
            misplacedGaps.add(where() + " brought a GAP for chat " + gap.chatId() + " after CAUGHT_UP");
        }
        if (gap.from() <= chat.high || gap.to() < gap.from()) {
            misplacedGaps.add(where() + " brought a GAP from seq " + gap.from() + " to " + gap.to() + " of chat "
                    + gap.chatId() + " when it had come to seq " + chat.high);
        }
        skip(chat, gap.from());
        chat.high = Math.max(chat.high, gap.to());
    }

    private static void skip(Chat chat, long to) {
        for (long seq = chat.high + 1; seq < to && chat.skipped.size() < MOST_REPORTED_SEQS; seq++) {
            chat.skipped.add(seq);
        }
    }

    private Chat chat(String chatId) {
        return chats.computeIfAbsent(chatId, unused -> new Chat(stream.cursors().getOrDefault(chatId, -1L)));
    }

    private String where() {
        return "Stream " + stream.number() + " of " + device.name();
    }
}
