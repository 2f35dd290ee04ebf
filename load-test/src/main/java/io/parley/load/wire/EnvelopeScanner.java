package io.parley.load.wire;

import io.netty.buffer.ByteBuf;
import io.parley.load.measure.MessageNumbers;
import io.rsocket.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds type, seq and clientMsgId in an envelope or an ACK without making objects: walks over the fields of one JSON
 * object and stops as soon as it knows. Used by one thread; holds what the last scan found.
 */
public final class EnvelopeScanner {
    private static final byte[] TYPE = ascii("type");
    private static final byte[] SEQ = ascii("seq");
    private static final byte[] CLIENT_MSG_ID = ascii("clientMsgId");
    private static final byte[] MESSAGE = ascii("MESSAGE");
    private static final byte[] CAUGHT_UP = ascii("CAUGHT_UP");
    private static final int USUAL = 512;
    private static final int DECIMAL = 10;

    private byte[] json = new byte[USUAL];
    private int end;
    private int at;
    private int typeFrom;
    private int typeTo;
    private int idFrom;
    private long seq;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the payload's data and leaves the payload to its owner. */
    public EnvelopeScanner scan(Payload payload) {
        return scan(payload.sliceData());
    }

    EnvelopeScanner scan(ByteBuf data) {
        end = data.readableBytes();
        if (json.length < end) {
            json = new byte[end];
        }
        data.getBytes(data.readerIndex(), json, 0, end);
        typeFrom = 0;
        typeTo = 0;
        idFrom = 0;
        seq = -1;
        at = 0;
        fields();
        return this;
    }

    /** Whether it is a MESSAGE. */
    public boolean isMessage() {
        return typeIs(MESSAGE);
    }

    public boolean isCaughtUp() {
        return typeIs(CAUGHT_UP);
    }

    /** -1 where there is none. */
    public long seq() {
        return seq;
    }

    /** The message's number in this run; -1 where it has none or is of another run. */
    public long number(MessageNumbers numbers) {
        return idFrom > 0 ? numbers.number(json, idFrom) : -1;
    }

    private boolean typeIs(byte[] type) {
        return Arrays.equals(json, typeFrom, typeTo, type, 0, type.length);
    }

    private void fields() {
        while (seek('"')) {
            int keyFrom = at + 1;
            skipString();
            int keyTo = at - 1;
            if (!seek(':')) {
                return;
            }
            at++;
            skipBlanks();
            int valueFrom = at;
            skipValue();
            note(keyFrom, keyTo, valueFrom);
            if (known()) {
                return;
            }
        }
    }

    /** An ACK has no type, which shows at its end alone. */
    private boolean known() {
        return typeTo > 0 && (!isMessage() || (seq >= 0 && idFrom > 0));
    }

    private void note(int keyFrom, int keyTo, int valueFrom) {
        if (is(TYPE, keyFrom, keyTo) && at - valueFrom >= 2) {
            typeFrom = valueFrom + 1;
            typeTo = at - 1;
        } else if (is(SEQ, keyFrom, keyTo)) {
            seq = number(valueFrom);
        } else if (is(CLIENT_MSG_ID, keyFrom, keyTo) && at - valueFrom == MessageNumbers.LENGTH + 2) {
            idFrom = valueFrom + 1;
        }
    }

    private boolean is(byte[] key, int from, int to) {
        return to - from == key.length && Arrays.equals(json, from, to, key, 0, key.length);
    }

    private long number(int from) {
        long number = 0;
        for (int place = from; place < at && json[place] >= '0' && json[place] <= '9'; place++) {
            number = number * DECIMAL + json[place] - '0';
        }
        return number;
    }

    private boolean seek(char wanted) {
        while (at < end && json[at] != wanted) {
            at++;
        }
        return at < end;
    }

    private void skipBlanks() {
        while (at < end && json[at] <= ' ') {
            at++;
        }
    }

    /** From the opening quote to behind the closing one. */
    private void skipString() {
        at++;
        while (at < end && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, end);
    }

    /** To behind the value: of an object or a list to behind what closes it. */
    private void skipValue() {
        int depth = 0;
        while (at < end && (depth > 0 || !endsValue())) {
            switch (json[at]) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        }
    }

    private boolean endsValue() {
        return json[at] == ',' || json[at] == '}' || json[at] == ']' || json[at] <= ' ';
    }
}
