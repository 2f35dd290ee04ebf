package io.parley.load.floor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.parley.client.Json;
import io.parley.load.wire.Route;
import io.rsocket.Payload;
import io.rsocket.util.ByteBufPayload;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** The bytes of one message of 300 bytes: the request that sends it, and the envelope that brings it to a device. */
final class EchoPayloads {
    private static final String CHAT = "g7RiG03EJiS2sSe7yGIg1saf8";
    private static final String ID = "6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a10";
    private static final String TEXT = "0123456789".repeat(30);
    private static final ByteBuf SEND =
            shared(json(Json.object().put("chatId", CHAT).put("clientMsgId", ID).put("text", TEXT)));
    private static final ByteBuf ENVELOPE = shared(json(Json.object()
            .put("type", "MESSAGE")
            .put("chatId", CHAT)
            .put("seq", 1234)
            .put("at", "2026-01-02T03:04:05.600Z")
            .put("from", "load-6f1c9a52-sender-123")
            .put("messageId", CHAT + ".1234")
            .put("clientMsgId", ID)
            .put("text", TEXT)));

    private EchoPayloads() {}

    static Payload send() {
        return Route.MESSAGE_SEND.payload(SEND.duplicate());
    }

    static Payload envelope() {
        return ByteBufPayload.create(ENVELOPE.duplicate());
    }

    private static ByteBuf json(ObjectNode json) {
        return Unpooled.wrappedBuffer(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** One copy for all frames, never released. */
    private static ByteBuf shared(ByteBuf bytes) {
        ByteBuf copy = Unpooled.directBuffer(bytes.readableBytes()).writeBytes(bytes);
        bytes.release();
        return Unpooled.unreleasableBuffer(copy.asReadOnly());
    }
}
