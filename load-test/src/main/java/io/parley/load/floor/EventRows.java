package io.parley.load.floor;

import io.parley.client.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows as the event store has them for messages of 300 bytes: as long, in as many chats, with identifiers as random.
 * Their payloads are equal, as making them is no part of what is measured.
 */
final class EventRows implements AutoCloseable {
    private static final int CHATS = 200;
    private static final int COLUMNS = 9;
    private static final int DIGEST = 32;
    private static final int TEXT = 300;
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.600Z");
    private static final byte[] META_DATA = bytes(Json.object()
            .put("traceId", "6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a10")
            .put("correlationId", "6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a10"));
    private static final byte[] PAYLOAD = bytes(payload());

    private final PreparedStatement insert;
    private final SplittableRandom random;
    private final byte[] digest = new byte[DIGEST];
    private final String writer;
    private long number;

    EventRows(Connection connection, int writer) throws SQLException {
        String row = "(" + String.join(",", Collections.nCopies(COLUMNS, "?")) + ")";
        this.insert = connection.prepareStatement("insert into " + InsertFloor.TABLE
                + " (aggregateidentifier, sequencenumber, type, eventidentifier, metadata, payload, payloadrevision,"
                + " payloadtype, timestamp) values "
                + String.join(",", Collections.nCopies(InsertFloor.TOGETHER, row)));
        this.random = new SplittableRandom(writer);
        this.writer = "g7RiG03EJiS2sSe7yGI" + writer;
    }

    /** Inserts the next of them with one statement. */
    void insert() throws SQLException {
        for (int row = 0; row < InsertFloor.TOGETHER; row++) {
            fill(row * COLUMNS, number++);
        }
        insert.executeUpdate();
    }

    private void fill(int before, long event) throws SQLException {
        insert.setString(before + 1, writer + (1000 + event % CHATS));
        insert.setLong(before + 2, event / CHATS);
        insert.setString(before + 3, "Chat");
        insert.setString(before + 4, identifier());
        insert.setBytes(before + 5, META_DATA);
        insert.setBytes(before + 6, PAYLOAD);
        insert.setString(before + 7, "1");
        insert.setString(before + 8, "io.parley.shared.chat.MessageSent");
        insert.setString(before + 9, AT.plusMillis(event).toString());
    }

    private String identifier() {
        random.nextBytes(digest);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static ObjectNode payload() {
        ObjectNode payload = Json.object()
                .put("chatId", "g7RiG03EJiS2sSe7yGIg1saf8")
                .put("messageId", "g7RiG03EJiS2sSe7yGIg1saf8.1234")
                .put("clientMsgId", "6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a10")
                .put("sender", "load-6f1c9a52-sender-123");
        payload.putObject("content")
                .put("scheme", "plain")
                .put("bytes", Base64.getEncoder().encodeToString(new byte[TEXT]));
        payload.putArray("mentions");
        return payload.put("ordinal", 1234).put("senderOrdinal", 617).put("at", AT.toString());
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
