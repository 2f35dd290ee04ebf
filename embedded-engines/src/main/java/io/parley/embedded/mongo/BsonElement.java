package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.wire.BsonConstants;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Walks over the elements of a document as they stand in its BSON. */
final class BsonElement {
    /** Of a document: its length, before its elements. */
    static final int HEADER = 4;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BINARY_HEADER = 5;

    private final byte[] bytes;
    /** Of the document's elements: there stands its terminating byte. */
    private final int elementsEnd;

    private byte type;
    private int start;
    private int valueStart;
    private int end;

    /** Stands before the first element of the document at {@code documentStart}. */
    BsonElement(byte[] bytes, int documentStart) {
        this.bytes = bytes;
        this.elementsEnd = documentStart + lengthAt(bytes, documentStart) - 1;
        this.end = documentStart + HEADER;
        if (elementsEnd < end || elementsEnd >= bytes.length || bytes[elementsEnd] != 0) {
            throw broken();
        }
    }

    /** The length of a document, a text or binary data, or any other number of four bytes. */
    static int lengthAt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void setLengthAt(byte[] bytes, int at, int length) {
        INT.set(bytes, at, length);
    }

    static long longAt(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    boolean next() {
        if (end == elementsEnd) {
            return false;
        }
        start = end;
        type = bytes[start];
        valueStart = behindName(start + 1);
        end = valueEnd();
        if (end < valueStart || end > elementsEnd) {
            throw broken();
        }
        return true;
    }

    /** Moves on to the element with this name, of ASCII characters; false where there is none from here on. */
    boolean find(String name) {
        while (next()) {
            if (isNamed(name)) {
                return true;
            }
        }
        return false;
    }

    boolean isNamed(String name) {
        int length = name.length();
        if (valueStart - start - 2 != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + 1 + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isNamedAs(BsonElement other) {
        return Arrays.equals(bytes, start + 1, valueStart, other.bytes, other.start + 1, other.valueStart);
    }

    byte type() {
        return type;
    }

    /** Where its type and name begin. */
    int start() {
        return start;
    }

    int valueStart() {
        return valueStart;
    }

    int end() {
        return end;
    }

    int elementsEnd() {
        return elementsEnd;
    }

    /** The elements of this one, which is a document or a list. */
    BsonElement within() {
        return new BsonElement(bytes, valueStart);
    }

    private int valueEnd() {
        return switch (type) {
            case BsonConstants.TYPE_DOUBLE,
                    BsonConstants.TYPE_UTC_DATETIME,
                    BsonConstants.TYPE_TIMESTAMP,
                    BsonConstants.TYPE_INT64 -> valueStart + Long.BYTES;
            case BsonConstants.TYPE_UTF8_STRING, BsonConstants.TYPE_JAVASCRIPT_CODE ->
                valueStart + Integer.BYTES + lengthAt(bytes, valueStart);
            case BsonConstants.TYPE_EMBEDDED_DOCUMENT, BsonConstants.TYPE_ARRAY ->
                valueStart + lengthAt(bytes, valueStart);
            case BsonConstants.TYPE_DATA -> valueStart + BINARY_HEADER + lengthAt(bytes, valueStart);
            case BsonConstants.TYPE_UNDEFINED,
                    BsonConstants.TYPE_NULL,
                    BsonConstants.TYPE_MIN_KEY,
                    BsonConstants.TYPE_MAX_KEY -> valueStart;
            case BsonConstants.TYPE_BOOLEAN -> valueStart + 1;
            case BsonConstants.TYPE_OBJECT_ID -> valueStart + BsonConstants.LENGTH_OBJECTID;
            case BsonConstants.TYPE_REGEX -> behindName(behindName(valueStart));
            case BsonConstants.TYPE_INT32 -> valueStart + Integer.BYTES;
            case BsonConstants.TYPE_DECIMAL128 -> valueStart + 2 * Long.BYTES;
            default -> throw new IllegalArgumentException("BSON has no type " + type + ", or none that is kept here");
        };
    }

    private int behindName(int from) {
        int at = from;
        while (bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("The lengths in a BSON document contradict each other");
    }
}
