package io.parley.check.device;

import io.parley.check.history.Envelope;
import io.parley.check.history.Recorder;
import io.parley.client.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A device's way to the server: comes back from its cursors whenever it was lost. */
final class Connection {
    private static final int DEFAULT_LIMIT = 1000;

    private final World world;
    private final String userId;
    private final String deviceId;
    private final boolean polling;
    private Holdings holdings;
    private int setUps = 1;
    private long opened;
    private long staleBy;
    private boolean plain;
    private @Nullable Session session;
    private @Nullable EventsReader reader;

    Connection(World world, String userId, String deviceId, boolean polling) {
        this.world = world;
        this.userId = userId;
        this.deviceId = deviceId;
        this.polling = polling;
        this.holdings = setUp();
    }

    Holdings holdings() {
        return holdings;
    }

    String userId() {
        return userId;
    }

    boolean isPolling() {
        return polling;
    }

    /** The session of an open connection, or null where none can be had just now. */
    @Nullable
    Session session() {
        Session open = session;
        if (open != null && open.isOpen() && (polling || isReading())) {
            return open;
        }
        close();
        try {
            return open();
        } catch (RuntimeException unreachable) {
            close();
            return null;
        }
    }

    /** A second connection of the same user, for repeats; null where none can be had. */
    @Nullable
    Session another(String name) {
        try {
            return polling ? world.rest(userId) : world.socket(userId, name);
        } catch (RuntimeException unreachable) {
            return null;
        }
    }

    void close() {
        holdings.closes();
        if (reader != null) {
            reader.cancel();
        }
        if (session != null) {
            session.close();
        }
        reader = null;
        session = null;
    }

    /** The next stream asks from a little before what it holds, as after the loss of its latest writes. */
    void forgetsALittle(long seqs) {
        close();
        staleBy = seqs;
    }

    /** Is set up afresh: the same device to the server, an empty one to itself. */
    void forgetsAll() {
        close();
        holdings = setUp();
    }

    /** From now on it reads as fast as it can and takes all that it missed. */
    void readsPlainly() {
        close();
        plain = true;
    }

    void polls(int waitSeconds) {
        if (session() instanceof RestSession rest) {
            ObjectNode request = request(limit(random())).put("waitSeconds", waitSeconds);
            Map<String, Long> cursors = cursors(request);
            JsonNode answer = rest.poll(request)
                    .timeout(Duration.ofSeconds(waitSeconds).plus(Answers.PATIENCE))
                    .onErrorComplete()
                    .block();
            if (answer != null) {
                Holdings.Reading reading = holdings.opens(cursors, true);
                answer.path("items")
                        .forEach(item ->
                                reading.came(world.recorder().envelopes().read(item)));
                holdings.resume(answer.path("resume").asString(null));
            }
        }
    }

    /** Reads the next page of an announced gap, if there is one. */
    void fillsGaps() {
        Envelope.Gap gap = holdings.gap().orElse(null);
        Session open = gap == null ? null : session();
        if (gap != null && open != null) {
            int limit = (int) Math.min(200, gap.to() - gap.from() + 1);
            Pages.after(world.recorder().envelopes(), open, gap.chatId(), gap.from() - 1, limit)
                    .filter(page -> !page.items().isEmpty())
                    .ifPresent(page -> holdings.fills(gap, page.items()));
        }
    }

    private boolean isReading() {
        return reader != null && !reader.isEnded();
    }

    private Session open() {
        if (polling) {
            session = world.rest(userId);
            return session;
        }
        SocketSession socket = world.socket(userId, deviceId);
        session = socket;
        SplittableRandom random = random();
        ObjectNode request = request(limit(random));
        Holdings.Reading reading = holdings.opens(cursors(request), false);
        reader = new EventsReader(world.recorder().envelopes(), reading, pace(random));
        socket.events(request).subscribe(reader);
        return socket;
    }

    private ObjectNode request(int limit) {
        ObjectNode request = Json.object().put("limit", limit);
        ObjectNode cursors = request.putObject("cursors");
        holdings.cursors().forEach((chatId, seq) -> cursors.put(chatId, Math.max(-1, seq - staleBy)));
        staleBy = 0;
        String resume = holdings.resume();
        if (resume != null) {
            request.put("resume", resume);
        }
        return request;
    }

    private static Map<String, Long> cursors(ObjectNode request) {
        Map<String, Long> cursors = new HashMap<>();
        request.path("cursors")
                .properties()
                .forEach(it -> cursors.put(it.getKey(), it.getValue().asLong()));
        return cursors;
    }

    private SplittableRandom random() {
        return world.dice().of(deviceId + " opens", opened++);
    }

    private int limit(SplittableRandom random) {
        boolean small = random.nextInt(100) < 15;
        int few = 1 + random.nextInt(20);
        return small && !plain ? few : DEFAULT_LIMIT;
    }

    private EventsReader.Pace pace(SplittableRandom random) {
        boolean slow = random.nextInt(100) < 10;
        long batch = 1 + random.nextLong(8);
        Duration pause = Duration.ofMillis(20 + random.nextInt(100));
        return slow && !plain ? new EventsReader.Pace(batch, pause) : EventsReader.Pace.FAST;
    }

    private Holdings setUp() {
        Recorder recorder = world.recorder();
        String name = deviceId + (setUps == 1 ? "" : ", set up for the " + setUps + ". time");
        setUps++;
        return new Holdings(recorder, recorder.device(userId, name));
    }
}
