package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The order of values in their BSON: that of the backend, without decoding numbers, times and documents of them. */
final class BsonOrder {
    private BsonOrder() {}

    static int compare(byte type, byte[] bytes, int at, byte otherType, byte[] otherBytes, int otherAt) {
        if (type == otherType && isLong(type)) {
            return Long.compare(BsonElement.longAt(bytes, at), BsonElement.longAt(otherBytes, otherAt));
        }
        if (type == BsonConstants.TYPE_EMBEDDED_DOCUMENT && otherType == type) {
            BsonElement one = new BsonElement(bytes, at);
            BsonElement other = new BsonElement(otherBytes, otherAt);
            if (haveSameNames(one, other)) {
                return compareValues(bytes, at, otherBytes, otherAt);
            }
        }
        return ValueComparator.asc().compare(decode(type, bytes, at), decode(otherType, otherBytes, otherAt));
    }

    private static boolean isLong(byte type) {
        return type == BsonConstants.TYPE_INT64 || type == BsonConstants.TYPE_UTC_DATETIME;
    }

    private static boolean haveSameNames(BsonElement one, BsonElement other) {
        while (one.next()) {
            if (!other.next() || !one.isNamedAs(other)) {
                return false;
            }
        }
        return !other.next();
    }

    private static int compareValues(byte[] bytes, int at, byte[] otherBytes, int otherAt) {
        BsonElement one = new BsonElement(bytes, at);
        BsonElement other = new BsonElement(otherBytes, otherAt);
        int order = 0;
        while (order == 0 && one.next() && other.next()) {
            order = compare(one.type(), bytes, one.valueStart(), other.type(), otherBytes, other.valueStart());
        }
        return order;
    }

    private static @Nullable Object decode(byte type, byte[] bytes, int at) {
        ByteBuf value = Unpooled.wrappedBuffer(bytes);
        return BsonDecoder.decodeValue(type, value.readerIndex(at));
    }
}
