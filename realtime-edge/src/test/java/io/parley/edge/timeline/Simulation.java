package io.parley.edge.timeline;

import io.parley.edge.session.Outlet;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.json.ParleyJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A stream, and around it an event store, a view that follows in its own time, a router whose pushes may be lost, and a
 * device that reads when it likes. Each step is one of them doing one thing; the order is the test's.
 */
final class Simulation {
    private static final int CHATS = 3;

    private final DeviceStream stream;
    private final long[] stored = new long[CHATS];
    private final long[] shown = new long[CHATS];
    private final long[] routed = new long[CHATS];
    private final long[] heard = new long[CHATS];
    private final long[] cursors;
    private final Deque<long[]> underWay = new ArrayDeque<>();
    private final List<JsonNode> received = new ArrayList<>();
    private boolean lost;
    private boolean registered;
    private boolean begun;
    private boolean marksAsked;
    private @Nullable PageRead read;

    Simulation(int limit, long... cursors) {
        this.stream = new DeviceStream(limit, null, Outlet.OPEN);
        this.cursors = cursors;
    }

    enum Step {
        SEND,
        SEND_MANY,
        PROJECT,
        PROJECT_ALL,
        ROUTE,
        LOSE,
        DELIVER,
        REGISTER,
        BEGIN,
        ANSWER,
        LOOK_UP_MARKS,
        COMPARE_HEADS,
        READ_ONE,
        READ_MANY
    }

    void step(Step step, int chat) {
        switch (step) {
            case SEND -> stored[chat]++;
            case SEND_MANY -> stored[chat] += 300;
            case PROJECT -> shown[chat] = Math.min(stored[chat], shown[chat] + 1);
            case PROJECT_ALL -> shown[chat] = stored[chat];
            case ROUTE -> route(chat, true);
            case LOSE -> {
                lost = true;
                route(chat, false);
            }
            case DELIVER -> deliver();
            case REGISTER -> register();
            case BEGIN -> begin();
            case ANSWER -> answer();
            case LOOK_UP_MARKS -> marks();
            case COMPARE_HEADS -> compare();
            case READ_ONE -> poll(1);
            case READ_MANY -> poll(100);
        }
        if (read == null) {
            read = stream.nextRead(Long.MAX_VALUE);
        }
        marksAsked |= stream.nextMarks(Long.MAX_VALUE) != null;
    }

    private void route(int chat, boolean pushed) {
        if (routed[chat] < stored[chat]) {
            long seq = routed[chat]++;
            if (registered && pushed) {
                underWay.add(new long[] {chat, seq});
            }
        }
    }

    private void deliver() {
        long[] delivery = underWay.poll();
        if (delivery != null) {
            int chat = (int) delivery[0];
            heard[chat] = Math.max(heard[chat], delivery[1] + 1);
            stream.live(id(chat), delivery[1], envelope(chat, delivery[1]));
        }
    }

    /** The node enters itself for the chats, then reads the router's heads. */
    private void register() {
        if (!registered) {
            registered = true;
            System.arraycopy(routed, 0, heard, 0, CHATS);
        }
    }

    private void begin() {
        if (begun || !registered) {
            return;
        }
        begun = true;
        List<DeviceStream.Start> starts = new ArrayList<>();
        for (int chat = 0; chat < CHATS; chat++) {
            long head = shown[chat] - 1;
            starts.add(new DeviceStream.Start(id(chat), cursors[chat] + 1, head, Math.max(head, heard[chat] - 1)));
        }
        stream.begin(starts);
    }

    private void answer() {
        PageRead asked = read;
        if (asked == null) {
            return;
        }
        read = null;
        int chat = asked.chatId().value().charAt(1) - '0';
        if (shown[chat] <= asked.next()) {
            stream.page(asked.chatId(), List.of(), true, -1);
            return;
        }
        List<PageEntry> entries = new ArrayList<>();
        long end = Math.min(shown[chat], asked.next() + asked.limit());
        for (long seq = asked.next(); seq < end; seq++) {
            entries.add(new PageEntry(seq, envelope(chat, seq)));
        }
        stream.page(asked.chatId(), entries, end < shown[chat], shown[chat] - 1);
    }

    private void marks() {
        if (marksAsked) {
            marksAsked = false;
            stream.marks(new MarksPage(List.of(), null, Instant.EPOCH));
        }
    }

    private void compare() {
        if (begun) {
            for (int chat = 0; chat < CHATS; chat++) {
                stream.known(id(chat), Math.max(shown[chat], routed[chat]) - 1);
            }
        }
    }

    private void poll(int times) {
        for (int i = 0; i < times; i++) {
            Item item = stream.poll();
            if (item == null) {
                return;
            }
            received.add(ParleyJson.mapper().readTree(item.envelope().as(io.parley.edge.wire.Format.JSON)));
        }
    }

    /** Lets everyone finish, with heads compared only where a push was lost: nobody sends any more, and each does its part until nothing changes. */
    void settle() {
        step(Step.REGISTER, 0);
        step(Step.BEGIN, 0);
        for (int chat = 0; chat < CHATS; chat++) {
            step(Step.PROJECT_ALL, chat);
            while (routed[chat] < stored[chat]) {
                step(Step.ROUTE, chat);
            }
        }
        while (!underWay.isEmpty()) {
            step(Step.DELIVER, 0);
        }
        if (lost) {
            step(Step.COMPARE_HEADS, 0);
        }
        int before;
        do {
            before = received.size();
            for (int i = 0; i < 4; i++) {
                step(Step.ANSWER, 0);
                step(Step.LOOK_UP_MARKS, 0);
                step(Step.READ_MANY, 0);
            }
        } while (received.size() > before);
    }

    List<JsonNode> received() {
        return received;
    }

    List<JsonNode> received(int chat) {
        return received.stream()
                .filter(envelope -> envelope.has("chatId"))
                .filter(envelope -> envelope.get("chatId").asString().equals(id(chat).value()))
                .toList();
    }

    long stored(int chat) {
        return stored[chat];
    }

    int chats() {
        return CHATS;
    }

    static ChatId id(int chat) {
        return new ChatId("c" + chat);
    }

    private static Encoded envelope(int chat, long seq) {
        String json = "{\"type\":\"MESSAGE\",\"chatId\":\"" + id(chat) + "\",\"seq\":" + seq + "}";
        return new Encoded(json.getBytes(StandardCharsets.UTF_8));
    }
}
