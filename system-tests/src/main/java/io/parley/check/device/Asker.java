package io.parley.check.device;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.ReceiptsAnswer;
import io.parley.client.Json;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Asks in passing: what it is told, faults or not, must not contradict what stands at the end. */
final class Asker {
    private static final int PAGE = 30;

    private final World world;
    private final Connection connection;

    Asker(World world, Connection connection) {
        this.world = world;
        this.connection = connection;
    }

    void pages(Session session, String chatId, double dial) {
        long after = (long) (dial * (connection.holdings().high(chatId) + 1)) - 1;
        Pages.after(world.recorder().envelopes(), session, chatId, after, PAGE)
                .ifPresent(page -> connection.holdings().reads(new DeviceLog.Page(chatId, after, false, page.items())));
    }

    void inbox(Session session) {
        Answers.value(session.ask("inbox", Json.object().put("limit", PAGE)));
    }

    void receipts(Session session, String chatId, double dial) {
        long seq = (long) (dial * connection.holdings().high(chatId));
        Answers.value(session.ask(
                        "receipts", Json.object().put("chatId", chatId).put("seq", seq)))
                .ifPresent(answer -> world.recorder().asked(receipts(chatId, seq, false, answer)));
    }

    static ReceiptsAnswer receipts(String chatId, long seq, boolean atTheEnd, JsonNode answer) {
        Set<String> members = new HashSet<>();
        Set<String> delivered = new HashSet<>();
        Set<String> read = new HashSet<>();
        for (JsonNode member : answer.path("members")) {
            String userId = member.path("userId").asString("");
            members.add(userId);
            if (member.path("deliveredAt").isString()) {
                delivered.add(userId);
            }
            if (member.path("readAt").isString()) {
                read.add(userId);
            }
        }
        return new ReceiptsAnswer(chatId, seq, atTheEnd, members, delivered, read);
    }
}
