package io.parley.check.device;

import io.parley.check.history.Envelope;
import io.parley.check.history.InboxRow;
import io.parley.check.history.ReceiptsAnswer;
import io.parley.client.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the server, once all is quiet, what it holds. */
public final class Truth implements AutoCloseable {
    private static final int PAGE = 200;
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

    private final World world;
    private final Duration patience;
    private final Map<String, Session> sessions = new HashMap<>();

    public Truth(World world, Duration patience) {
        this.world = world;
        this.patience = patience;
    }

    /** The whole of a chat; waits for what is known to be in it, as long as there is patience. */
    public List<Envelope.Entry> timeline(String userId, String chatId, long known) {
        List<Envelope.Entry> timeline = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        boolean more = true;
        while ((more || last(timeline) < known) && System.nanoTime() - deadline < 0) {
            Pages.Page page = page(userId, chatId, last(timeline));
            if (page == null || page.items().isEmpty()) {
                LockSupport.parkNanos(STEP);
            } else {
                timeline.addAll(page.items());
            }
            more = page == null || page.more();
        }
        if (more) {
            world.recorder().stuck("The history of chat " + chatId + " could not be read to its end by " + userId);
        }
        return timeline;
    }

    public List<InboxRow> inbox(String userId) {
        List<InboxRow> rows = new ArrayList<>();
        String cursor = null;
        do {
            ObjectNode request = Json.object().put("limit", PAGE);
            if (cursor != null) {
                request.put("cursor", cursor);
            }
            JsonNode answer = asked(userId, "inbox", request);
            if (answer == null) {
                world.recorder().stuck("The inbox of " + userId + " could not be read");
                return rows;
            }
            answer.path("chats").forEach(row -> rows.add(row(userId, row)));
            cursor = answer.path("next").asString(null);
        } while (cursor != null);
        return rows;
    }

    public Optional<ReceiptsAnswer> receipts(String userId, String chatId, long seq) {
        JsonNode answer =
                asked(userId, "receipts", Json.object().put("chatId", chatId).put("seq", seq));
        return Optional.ofNullable(answer).map(it -> Asker.receipts(chatId, seq, true, it));
    }

    /** Creates a chat to begin with. */
    public Optional<String> create(String userId, String name, ObjectNode request) {
        Session session = session(userId);
        return session == null ? Optional.empty() : Creator.ask(world, userId, session, name, request);
    }

    public static String nameOfDirect(String one, String other) {
        return Creator.nameOfDirect(one, other);
    }

    @Override
    public void close() {
        sessions.values().forEach(Session::close);
    }

    private static InboxRow row(String userId, JsonNode row) {
        return new InboxRow(
                userId,
                row.path("chatId").asString(""),
                row.path("lastSeq").asLong(-1),
                row.path("readSeq").asLong(-1),
                row.path("unread").asLong(-1));
    }

    private static long last(List<Envelope.Entry> timeline) {
        return timeline.isEmpty() ? -1 : timeline.get(timeline.size() - 1).seq();
    }

    private Pages.@Nullable Page page(String userId, String chatId, long after) {
        Session session = session(userId);
        return session == null
                ? null
                : Pages.after(world.recorder().envelopes(), session, chatId, after, PAGE)
                        .orElse(null);
    }

    private @Nullable JsonNode asked(String userId, String route, ObjectNode request) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Session session = session(userId);
            JsonNode answer = session == null
                    ? null
                    : Answers.value(session.ask(route, request)).orElse(null);
            if (answer != null) {
                return answer;
            }
            LockSupport.parkNanos(STEP);
        }
        return null;
    }

    private @Nullable Session session(String userId) {
        Session open = sessions.get(userId);
        if (open != null && open.isOpen()) {
            return open;
        }
        try {
            Session session = world.socket(userId, "reader-of-" + userId);
            sessions.put(userId, session);
            return session;
        } catch (RuntimeException unreachable) {
            return null;
        }
    }
}
