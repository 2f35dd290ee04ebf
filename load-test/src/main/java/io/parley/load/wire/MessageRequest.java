package io.parley.load.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.parley.load.measure.MessageNumbers;
import io.rsocket.Payload;
import java.nio.charset.StandardCharsets;

/** The sends of one sender to one chat: the bytes stand ready, only clientMsgId changes. Used by one thread. */
public final class MessageRequest {
    private static final String BEFORE_ID = "{\"clientMsgId\":\"";

    private final byte[] json;

    public MessageRequest(String chatId, int textBytes) {
        String id = "0".repeat(MessageNumbers.LENGTH);
        this.json = (BEFORE_ID + id + "\",\"chatId\":\"" + chatId + "\",\"text\":\"" + text(textBytes) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Words, so that what compresses or tokenises text meets something like text. */
    static String text(int bytes) {
        String words = "the canoe is on the roof and the coffee is in the boot, see you at the lake at nine. ";
        return words.repeat(bytes / words.length() + 1).substring(0, bytes);
    }

    public Payload payload(MessageNumbers numbers, long number) {
        numbers.write(number, json, BEFORE_ID.length());
        ByteBuf data = ByteBufAllocator.DEFAULT.buffer(json.length).writeBytes(json);
        return Route.MESSAGE_SEND.payload(data);
    }
}
